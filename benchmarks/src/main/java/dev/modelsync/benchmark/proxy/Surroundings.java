package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.contestant.Contestants;
import dev.modelsync.benchmark.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a figure depends on besides the code: machine, versions, settings that are not the defaults. */
final class Surroundings {
    private Surroundings() {}

    static Map<String, String> found() {
        Map<String, String> surroundings = new LinkedHashMap<>();
        surroundings.put("commit", commit());
        surroundings.put(
                "machine",
                "%d processors (%s), %s, %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                line("/proc/cpuinfo", "model name"),
                                line("/proc/meminfo", "MemTotal"),
                                System.getProperty("os.name"),
                                System.getProperty("os.version")));
        surroundings.put(
                "versions",
                "Java " + Runtime.version() + ", " + Tool.NGINX.version() + ", "
                        + Tool.WRK.version().replaceAll(" \\[.*", ""));
        surroundings.put(
                "settings of the proxy",
                "defaults, with `modelsync.outbound.allow=127.0.0.1` and the Java options `"
                        + String.join(" ", Contestants.JAVA_OPTIONS) + "`; "
                        + Contestants.STREAM_SERVICES + " services for the streams");
        surroundings.put(
                "settings of nginx",
                "a worker a processor, `reuseport`, kept connections to the providers, no log of accesses; it holds the caller's token against the one that is allowed and sets the provider's key, and buffers no stream");
        return surroundings;
    }

    private static String commit() {
        String described =
                Tool.firstLine(List.of("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"));
        return described.isEmpty() || described.startsWith("fatal") ? "unknown" : described;
    }

    private static String line(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
