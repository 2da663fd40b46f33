package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Logs for machines, by a setting. In a process of its own, because how a process logs is set once. */
class StructuredLogIT {
    private final TestCluster cluster = new TestCluster();
    private final List<Process> workers = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        workers.forEach(Process::destroyForcibly);
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"logstash, ''", "ecs, ''", "gelf, _"})
    void shouldTellOfEachChangeWhichOneItWas(String format, String prefix) throws IOException {
        ServiceChanged change = cluster.service("openai-prod").declared(7, embedding("a"));
        cluster.send(change);
        Path log = startWorker(format);
        cluster.outcomeOf(change);

        cluster.eventually().untilAsserted(() -> {
            assertThat(Files.readAllLines(log)).isNotEmpty().allSatisfy(StructuredLogIT::isJson);
            assertThat(Files.readAllLines(log).stream()
                            .map(JsonMapper.shared()::readTree)
                            .filter(line ->
                                    line.path(prefix + "event_id").asString("").equals(change.getEventId())))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.path(prefix + "cluster").asString()).isEqualTo(cluster.id());
                        assertThat(line.path(prefix + "service_key").asString())
                                .isEqualTo(cluster.service("openai-prod").key());
                        assertThat(line.path(prefix + "revision").asLong()).isEqualTo(7);
                        assertThat(line.path(prefix + "result").asString()).isEqualTo("APPLIED");
                    });
        });
        assertThat(Files.readString(log)).doesNotContain(TestCluster.TOKEN);
    }

    private static void isJson(String line) {
        try {
            JsonNode read = JsonMapper.shared().readTree(line);
            assertThat(read.isObject()).isTrue();
        } catch (JacksonException e) {
            throw new AssertionError("Not JSON: " + line, e);
        }
    }

    /** Without the tests' own logging configuration on the class path. */
    private Path startWorker(String format) throws IOException {
        Path log = folder.resolve("worker.log");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // As in the manifest of the executable jar.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                SyncConsumerApplication.class.getName(),
                "--logging.structured.format.console=" + format));
        cluster.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        workers.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        return log;
    }
}
