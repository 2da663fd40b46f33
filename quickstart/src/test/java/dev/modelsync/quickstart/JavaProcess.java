package dev.modelsync.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with its output in a file; ended when closed. */
final class JavaProcess implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static JavaProcess start(Path jar, Path output, Map<String, String> environment, String... arguments) {
        return start(Path.of(System.getProperty("java.home"), "bin", "java"), jar, output, environment, arguments);
    }

    /** By the {@code java} of another JDK. */
    static JavaProcess start(Path java, Path jar, Path output, Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(java.toString(), "-Xmx1g", "-XX:+UseSerialGC", "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            return new JavaProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("Program " + jar + " cannot be started", e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("Output " + output + " cannot be read", e);
        }
    }

    /** Fails with the output when the program has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Ended with status " + process.exitValue() + ":\n" + output());
        }
    }

    /** The exit status, or a failure that shows the output when the program has not ended in time. */
    int awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("Not ended within " + limit + ":\n" + output());
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(END_LIMIT);
    }

    /** As ctrl-C or {@code kill}. */
    int end() {
        process.destroy();
        return awaitEnd(END_LIMIT);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end();
        }
    }
}
