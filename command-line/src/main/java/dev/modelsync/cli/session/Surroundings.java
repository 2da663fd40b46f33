package dev.modelsync.cli.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The process around a run. */
public record Surroundings(Map<String, String> environment, Streams streams, Clock clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** @param terminal whether standard error is a terminal, which the launcher knows and Java does not */
    public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {}

    /** Of this process. */
    public static Surroundings ofProcess() {
        // In UTF-8 whatever the locale is, since JSON is.
        Streams streams = new Streams(
                System.in,
                new PrintStream(System.out, true, UTF_8),
                new PrintStream(System.err, true, UTF_8),
                Boolean.getBoolean("modelsync.terminal"));
        return new Surroundings(System.getenv(), streams, Clock.systemUTC());
    }
}
