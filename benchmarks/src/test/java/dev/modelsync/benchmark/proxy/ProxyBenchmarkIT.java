package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.contestant.Contestant;
import dev.modelsync.benchmark.process.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Shows that the benchmark runs and measures everything; what it measures in so short a time means nothing. */
class ProxyBenchmarkIT {
    private static final Path OUT = Path.of("target", "smoke");
    private static final List<String> OF_SERVERS = List.of(Contestant.NGINX, Contestant.MODELSYNC);
    private static final List<String> OF_JAVA = List.of(Contestant.MODELSYNC);
    private static final Map<String, List<String>> FIGURES = Map.ofEntries(
            Map.entry("throughput", Contestant.NAMES),
            Map.entry("saturatedP50", Contestant.NAMES),
            Map.entry("saturatedP99", Contestant.NAMES),
            Map.entry("cpu", OF_SERVERS),
            Map.entry("p50", Contestant.NAMES),
            Map.entry("p99", Contestant.NAMES),
            Map.entry("firstEventP50", Contestant.NAMES),
            Map.entry("firstEventP99", Contestant.NAMES),
            Map.entry("chunkP50", Contestant.NAMES),
            Map.entry("chunkP99", Contestant.NAMES),
            Map.entry("leftP50", Contestant.NAMES),
            Map.entry("leftMost", Contestant.NAMES),
            Map.entry("residentIdle", OF_SERVERS),
            Map.entry("resident", OF_SERVERS),
            Map.entry("residentEach", OF_SERVERS),
            Map.entry("heapIdle", OF_JAVA),
            Map.entry("heap", OF_JAVA));

    @Test
    void shouldMeasureEveryFigureOfEveryContestantAndKeepItInBothForms() throws IOException {
        assumeTrue(Tool.complaint().isEmpty(), () -> Tool.complaint().orElseThrow());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int status = new CommandLine(new ProxyCommand(new PrintStream(printed, true, UTF_8), Clock.systemUTC()))
                .execute(
                        "--rounds=1",
                        "--seconds=1",
                        "--warm-up=0",
                        "--rate=200",
                        "--open-streams=20",
                        "--out=" + OUT,
                        "--proxy-jar=../inference-proxy/target/inference-proxy-0.1.0-exec.jar");
        assertThat(status).as(() -> printed.toString(UTF_8)).isZero();

        JsonNode report = JsonMapper.shared().readTree(Files.readString(OUT.resolve("proxy.json")));
        assertThat(measured(report)).isEqualTo(FIGURES);
        assertThat(StreamSupport.stream(report.path("goals").spliterator(), false)
                        .map(goal -> goal.path("key").asString()))
                .containsExactlyInAnyOrder("addedP50", "throughput", "addedChunkP99", "left");
        assertThat(report.path("surroundings").propertyNames())
                .contains("commit", "machine", "versions", "load averages", "used by others meanwhile");
        assertThat(Files.readString(OUT.resolve("proxy.md"))).isEqualTo(tail(printed));
    }

    /** Who has each figure, with one round of it that found something. */
    private static Map<String, List<String>> measured(JsonNode report) {
        return StreamSupport.stream(report.path("tables").spliterator(), false)
                .flatMap(table -> StreamSupport.stream(table.path("figures").spliterator(), false))
                .collect(Collectors.toMap(
                        figure -> figure.path("key").asString(), figure -> contestants(figure.path("of"))));
    }

    private static List<String> contestants(JsonNode of) {
        return of.properties().stream()
                .filter(entry -> entry.getValue().path("rounds").size() == 1)
                .filter(entry -> entry.getValue().path("rounds").path(0).asDouble() != 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String tail(ByteArrayOutputStream printed) {
        String text = printed.toString(UTF_8);
        return text.substring(
                text.indexOf("# "), text.length() - System.lineSeparator().length());
    }
}
