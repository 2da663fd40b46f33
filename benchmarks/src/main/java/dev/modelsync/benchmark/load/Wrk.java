package dev.modelsync.benchmark.load;

import dev.modelsync.benchmark.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk: as many calls as the server takes, each connection sending the next when the last is answered. Its latencies
 * are therefore those of a server that is never given more than it takes, and say nothing of one that stalls.
 */
public final class Wrk {
    private static final Pattern RESULT = Pattern.compile("result (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    /** What takes longer counts as failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String DONE = """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("result %.0f %.0f %.0f %.0f %.0f\\n", summary.requests, summary.duration,
                e.connect + e.read + e.write + e.status + e.timeout,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private final Path folder;
    private final int connections;

    /** @param folder for the script that tells wrk what to send */
    public Wrk(Path folder, int connections) {
        this.folder = folder;
        this.connections = connections;
    }

    /**
     * What wrk found.
     *
     * @param lasted microseconds
     * @param median microseconds, of a closed loop
     * @param p99 as the median
     */
    public record Result(long requests, long lasted, long median, long p99) {
        private static final double MICROS_OF_A_SECOND = 1e6;
        private static final double MICROS_OF_A_MILLI = 1e3;

        public double perSecond() {
            return requests * MICROS_OF_A_SECOND / lasted;
        }

        public double medianMillis() {
            return median / MICROS_OF_A_MILLI;
        }

        public double p99Millis() {
            return p99 / MICROS_OF_A_MILLI;
        }
    }

    /** @throws IllegalStateException when a call failed or was not answered with success, or none was: such a figure is none */
    public Result run(HttpCall call, Duration length) {
        try {
            Path script = Files.writeString(folder.resolve("wrk.lua"), script(call));
            Process wrk = new ProcessBuilder(
                            Tool.WRK.path().toString(),
                            "-t1",
                            "-c" + connections,
                            "-d" + length.toSeconds() + "s",
                            "--timeout",
                            PATIENCE.toSeconds() + "s",
                            "-s",
                            script.toString(),
                            call.uri().toString())
                    .redirectErrorStream(true)
                    .start();
            return parse(new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("wrk cannot be run", e);
        }
    }

    static Result parse(String output) {
        Matcher result = RESULT.matcher(output);
        if (!result.find()) {
            throw new IllegalStateException("wrk gives no result:\n" + output);
        }
        if (number(result, 3) > 0 || number(result, 1) == 0) {
            throw new IllegalStateException("Of wrk's calls %d were answered and %d failed:%n%s"
                    .formatted(number(result, 1), number(result, 3), output));
        }
        return new Result(number(result, 1), number(result, 2), number(result, 4), number(result, 5));
    }

    private static long number(Matcher result, int group) {
        return Long.parseLong(result.group(group));
    }

    static String script(HttpCall call) {
        StringBuilder script = new StringBuilder("wrk.method = \"POST\"\nwrk.body = [[")
                .append(call.body())
                .append("]]\n");
        new TreeMap<>(call.headers())
                .forEach((name, value) -> script.append("wrk.headers[\"%s\"] = \"%s\"\n".formatted(name, value)));
        return script.append(DONE).toString();
    }
}
