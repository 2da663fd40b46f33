package dev.modelsync.sync;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker that is away for long, with a broker of its own. */
class KafkaOutageIT {
    private static final Duration AWAY = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final TestCluster cluster = new TestCluster().with("modelsync.heartbeat-interval", "1s");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldTellOfItOnceAndOfItsEnd() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
        try {
            createTopics(kafka);
            cluster.with("modelsync.kafka.bootstrap-servers", kafka.bootstrapServers())
                    .start();
            cluster.awaitHealthy();
            try (LogLines log = new LogLines()) {
                kafka.close();
                cluster.eventually()
                        .untilAsserted(
                                () -> assertThat(cluster.health().getDetails()).containsKey("kafkaOutage"));
                assertThat(cluster.health().getStatus()).isEqualTo(Status.DOWN);
                assertThat(cluster.get("/health/live").statusCode()).isEqualTo(200);
                await().during(AWAY).atMost(AWAY.multipliedBy(3)).untilAsserted(() -> isTold(log, false));

                kafka = EmbeddedKafka.start(folder, kafka.port());

                cluster.awaitHealthy();
                cluster.eventually().untilAsserted(() -> isTold(log, true));
            }
        } finally {
            kafka.close();
        }
    }

    /** One line for each thing that needs Kafka, however often it is tried; and nothing of the clients' own. */
    private static void isTold(LogLines log, boolean over) {
        List<String> begun = log.lines().stream()
                .filter(line -> line.contains(" fails, will be tried again"))
                .map(line -> line.substring(0, line.indexOf(" fails, ")))
                .toList();
        assertThat(begun).isNotEmpty().doesNotHaveDuplicates();
        assertThat(log.lines().stream().filter(line -> line.contains("works again after")))
                .hasSize(over ? begun.size() : 0);
        assertThat(log.fromClients()).isEmpty();
    }

    private static void createTopics(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .map(topic -> new NewTopic(topic.topicName(), Optional.of(1), Optional.of((short) 1)))
                            .toList())
                    .all()
                    .get();
        }
    }
}
