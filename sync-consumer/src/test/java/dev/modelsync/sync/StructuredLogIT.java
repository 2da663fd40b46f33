package dev.modelsync.sync;

import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.schema.ServiceChanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final Duration START = Duration.ofSeconds(60);

    private final TestCluster cluster = new TestCluster();
    private final List<JavaProcess> workers = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        workers.forEach(JavaProcess::kill);
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"logstash, ''", "ecs, ''", "gelf, _"})
    void shouldTellOfEachChangeWhichOneItWas(String format, String prefix) throws IOException {
        ServiceChanged change = cluster.service("openai-prod").declared(7, embedding("a"));
        cluster.send(change);
        Path log = folder.resolve("worker.log");
        awaitStarted(startWorker(format, log));
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
    private JavaProcess startWorker(String format, Path log) {
        JavaCommand command = JavaCommand.ofMain(
                        SyncConsumerApplication.class,
                        JavaCommand.classPath().filter(entry -> !entry.endsWith("test-classes")))
                .small()
                // As in the manifest of the executable jar.
                .options("--enable-native-access=ALL-UNNAMED")
                .arguments("--logging.structured.format.console=" + format)
                .properties(cluster.properties());
        JavaProcess worker = JavaProcess.start(command, log);
        workers.add(worker);
        return worker;
    }

    /** A program of its own takes its time to start; where it ends instead, what it printed is shown. */
    private void awaitStarted(JavaProcess worker) {
        cluster.eventually()
                .atMost(START)
                .failFast(worker::requireAlive)
                .until(() -> cluster.sql()
                        .sql("select to_regclass('modelsync.status') is not null")
                        .query(Boolean.class)
                        .single());
    }
}
