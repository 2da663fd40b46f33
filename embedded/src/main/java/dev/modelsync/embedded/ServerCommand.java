package dev.modelsync.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one short command of a server's tool box and waits for it, for a bounded time. */
final class ServerCommand {
    private ServerCommand() {}

    /** What a command that ended said: its exit status, and its output with both streams mixed. */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /**
     * Output goes through a file, since a daemon started by the command could keep a pipe open.
     *
     * @throws IllegalStateException when it did not end in time (it is killed then) or the wait was
     *     interrupted (the interrupt is restored)
     */
    static Result run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("modelsync-command-", ".log");
            try {
                Process process = start(command, output);
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("%s did not end within %s".formatted(command, limit));
                }
                return new Result(process.exitValue(), Files.readString(output).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("%s cannot be run".formatted(command), cause);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for %s".formatted(command), interrupt);
        }
    }

    private static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // The user's own PGDATA, PGPORT and the like must not steer our servers.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
