package dev.modelsync.quickstart;

import dev.modelsync.cli.Modelsync;
import dev.modelsync.cli.session.Surroundings;
import dev.modelsync.cli.session.Surroundings.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The command line as its user has it: the address and the project in the environment, an API key on standard input. */
final class Shell {
    static final String KEY = "sk-from-standard-input";

    private final Map<String, String> environment;

    Shell(URI api) {
        environment =
                Map.of("MODELSYNC_URL", api.toString(), "MODELSYNC_PROJECT", Story.PROJECT, "MODELSYNC_ACTOR", "olga");
    }

    private Shell(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The same, with a token in the environment. */
    Shell withToken(String token) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put("MODELSYNC_TOKEN", token);
        return new Shell(more);
    }

    /** What came of a command. */
    record Result(int exitCode, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        @Override
        public String toString() {
            return exitCode + "\n" + out + err;
        }
    }

    /** In this process, which a test of many commands has no time to leave. */
    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(KEY.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false);
        int exitCode = Modelsync.run(new Surroundings(environment, streams, Clock.systemUTC()), arguments);
        return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** By the launcher, as a program of its own. */
    Result launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(ComposeFile.ROOT.resolve("modelsync").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        String err = text(process.getErrorStream());
        return new Result(process.waitFor(), out, err);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
