package dev.modelsync.cli.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/** The process around a run. */
public record Surroundings(Map<String, String> environment, Streams streams, Clock clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** @param terminal whether standard error is a terminal, which the launcher knows and Java does not */
    public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {}

    /** Of this process. */
    public static Surroundings ofProcess() {
        Streams streams = new Streams(System.in, System.out, System.err, Boolean.getBoolean("modelsync.terminal"));
        return new Surroundings(System.getenv(), streams, Clock.systemUTC());
    }
}
