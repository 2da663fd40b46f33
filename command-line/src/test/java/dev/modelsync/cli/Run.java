package dev.modelsync.cli;

import dev.modelsync.cli.session.Surroundings;
import dev.modelsync.cli.session.Surroundings.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A run of the command, as a shell sees it. */
record Run(int exitCode, String out, String err) {
    static Run of(Map<String, String> environment, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false);
        int exitCode = Modelsync.run(new Surroundings(environment, streams, Clock.systemUTC()), arguments);
        return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** With a terminal, which shows what is written to standard error. */
    static int onTerminal(OutputStream terminal, FakeHm hm, String... arguments) {
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(terminal, true, UTF_8),
                true);
        return Modelsync.run(new Surroundings(environment(hm), streams, Clock.systemUTC()), arguments);
    }

    /** With a standard output that takes nothing. */
    static Run withFullDisk(FakeHm hm, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(full, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false);
        int exitCode = Modelsync.run(new Surroundings(environment(hm), streams, Clock.systemUTC()), arguments);
        return new Run(exitCode, "", err.toString(UTF_8));
    }

    /** On a Hybrid Manager, in project demo. */
    static Run on(FakeHm hm, String... arguments) {
        return of(environment(hm), "", arguments);
    }

    static Map<String, String> environment(FakeHm hm) {
        return new TreeMap<>(Map.of("MODELSYNC_URL", hm.url(), "MODELSYNC_PROJECT", "demo"));
    }
}
