package dev.modelsync.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, with all its output in a file. Who starts one closes it: it outlives this program.
 * A program that does not do in time what it is told is an {@link IllegalStateException} that shows its output.
 */
public final class JavaProcess implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static JavaProcess start(JavaCommand command, Path output) {
        return start(command, output, Map.of());
    }

    /** @param environment besides that of this program */
    public static JavaProcess start(JavaCommand command, Path output, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command.line()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new JavaProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot be started: " + command.program(), e);
        }
    }

    /** What it has printed up to now. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("Output " + output + " cannot be read", e);
        }
    }

    /** Fails with the output when the program has ended by itself. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Ended with status " + process.exitValue() + ":\n" + output());
        }
    }

    /** Waits for the program to end by itself, and returns the exit status. */
    public int awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("Not ended within " + limit + ":\n" + output());
    }

    /** As {@code kill -9}; comes back when it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(END_LIMIT);
    }

    /** As ctrl-C or {@code kill}: the program stops in order. Returns the exit status. */
    public int end() {
        process.destroy();
        return awaitEnd(END_LIMIT);
    }

    /** As {@code kill -STOP}: it does nothing more, and its connections stay. */
    public void freeze() {
        signal("-STOP");
    }

    /** As {@code kill -CONT}: it goes on as if nothing had been. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + name + " failed:\n" + output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kill cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** As {@link #end}, where it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            end();
        }
    }
}
