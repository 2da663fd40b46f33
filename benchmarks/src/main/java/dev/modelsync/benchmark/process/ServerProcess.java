package dev.modelsync.benchmark.process;

import dev.modelsync.embedded.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** A server in a process of its own, with its output in a file. Closing it ends it and what it started. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final String name;
    private final Path output;
    private final Process process;

    private ServerProcess(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /** A main class of this class path; small, since it is to serve and not to be measured. */
    public static ServerProcess startMain(String name, Path folder, Class<?> main, String... arguments) {
        JavaCommand command =
                JavaCommand.ofMain(main).options("-Xmx256m", "-XX:+UseSerialGC").arguments(arguments);
        return start(name, folder, Map.of(), command.line());
    }

    /** @param folder where it runs, and where its output goes as {@code <name>.out} */
    public static ServerProcess start(String name, Path folder, Map<String, String> environment, List<String> command) {
        Path output = folder.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(name, output, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + command.get(0), e);
        }
    }

    /**
     * Returns when the condition holds.
     *
     * @throws IllegalStateException with the end of its output when the process ends before, or takes too long
     */
    public void await(BooleanSupplier condition) {
        long started = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - started > START_LIMIT.toNanos()) {
                throw new IllegalStateException(name + (process.isAlive() ? " is not ready" : " has ended") + " after "
                        + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s:\n" + output());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** What follows the word {@code ready} in the first line of its output that begins so. */
    public String awaitReadyLine() {
        await(() -> readyLine().isPresent());
        return readyLine().orElseThrow();
    }

    private Optional<String> readyLine() {
        return output().lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> line.substring(READY.length()))
                .findFirst();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("Output " + output + " cannot be read", e);
        }
    }

    /** Processor time of it and of what it started. */
    public Duration cpu() {
        return ProcFiles.ticks(family().map(ProcFiles::cpuTicks).sum());
    }

    /** Resident memory of it and of what it started; what they share is counted for each. */
    public long residentBytes() {
        return family().map(ProcFiles::residentBytes).sum();
    }

    /**
     * What the heap of a Java program holds after a full collection; empty for other programs. The collection, and
     * the counting, are done by this call.
     */
    public OptionalLong liveHeapBytes() {
        if (!process.info().command().orElse("").endsWith("/java")) {
            return OptionalLong.empty();
        }
        return Tool.lines(List.of(
                        JavaCommand.tool("jcmd").toString(), Long.toString(process.pid()), "GC.class_histogram"))
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.strip().replaceAll(".* ", "")))
                .findFirst();
    }

    private LongStream family() {
        return LongStream.concat(
                LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
