package dev.modelsync.sync;

import dev.modelsync.contract.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus finds at /metrics. */
class MetricsIT {
    private final TestCluster cluster = new TestCluster().with("modelsync.heartbeat-interval", "200ms");
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldCountWhatBecameOfChanges() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));
        cluster.decided(service.withdrawn(2));
        cluster.sendBytes(cluster.service("garbage").key(), "not an event".getBytes(UTF_8), null);

        cluster.eventually().untilAsserted(() -> {
            assertThat(sample("modelsync_events_total", "type=\"declared\"", "outcome=\"applied\""))
                    .hasValue(1);
            assertThat(sample("modelsync_events_total", "type=\"withdrawn\"", "outcome=\"removed\""))
                    .hasValue(1);
            assertThat(sample("modelsync_events_total", "type=\"unreadable\"", "outcome=\"parked\""))
                    .hasValue(1);
            assertThat(sample("modelsync_parked_events")).hasValue(1);
            assertThat(sample("modelsync_outbox_oldest_age_seconds")).isPresent();
            assertThat(sample("modelsync_lag_records", "topic=\"" + Topic.INFERENCE_SERVICES.topicName() + '"'))
                    .hasValue(0);
        });
        assertThat(sample("modelsync_apply_duration_seconds_count", "outcome=\"applied\""))
                .isPresent();
        assertThat(sample("modelsync_propagation_seconds_count")).hasValue(3);
        assertThat(sample("modelsync_propagation_seconds_bucket", "le=\"0.05\""))
                .isPresent();
        assertThat(sample("modelsync_last_progress_timestamp_seconds").orElseThrow())
                .isGreaterThan(1.7e9);
        assertThat(sample("modelsync_removals_blocked_total")).hasValue(0);
        assertThat(cluster.get("/metrics").body())
                .containsPattern("modelsync_build_info\\{version=\"\\d+[^\"]*\"} 1")
                .doesNotContain(service.name(), TestCluster.PROXY, TestCluster.TOKEN);
    }

    @Test
    void shouldShowWhatWaitsWhileTheWorkerIsPaused() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                .update();
        cluster.send(service.declared(2, embedding("b")));
        cluster.send(service.declared(3, embedding("c")));

        cluster.eventually().untilAsserted(() -> {
            assertThat(sample("modelsync_lag_records").orElseThrow()).isGreaterThanOrEqualTo(2);
            assertThat(sample("modelsync_lag_seconds").orElseThrow()).isPositive();
            assertThat(sample("modelsync_apply_duration_seconds_count", "outcome=\"held\""))
                    .isPresent();
        });

        cluster.sql().sql("delete from modelsync.local_switch").update();
        cluster.eventually().untilAsserted(() -> {
            assertThat(sample("modelsync_lag_records")).hasValue(0);
            assertThat(sample("modelsync_lag_seconds")).hasValue(0);
        });
    }

    @Test
    void shouldStayPausedWhileWhatWaitsIsReadAnew() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));
        try (LogLines log = new LogLines()) {
            cluster.sql()
                    .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                    .update();
            cluster.send(service.declared(2, embedding("b")));

            cluster.eventually()
                    .untilAsserted(() -> assertThat(sample("modelsync_apply_duration_seconds_count", "outcome=\"held\"")
                                    .orElse(0))
                            .as("attempts, with two readings among them")
                            .isGreaterThan(12));
            assertThat(log.lines()).anyMatch(line -> line.contains("applies nothing"));
            assertThat(log.lines()).noneMatch(line -> line.contains("applies again"));
        }
    }

    @Test
    void shouldAnswerAtOnceWhileADatabaseHangs() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cluster.other("hung", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/aidb")
                    .start();
            cluster.decided(service.declared(1, embedding("a")));

            assertThat(cluster.get("/metrics").body())
                    .containsPattern("modelsync_lag_records\\{cluster=\"hung\".*} NaN")
                    .contains("modelsync_parked_events{cluster=\"hung\"} 0.0");
        }
    }

    /** The sample of the cluster under test with these labels; empty when there is none. */
    private OptionalDouble sample(String name, String... labels) {
        return cluster.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + '{') && line.contains("cluster=\"" + cluster.id() + '"'))
                .filter(line -> java.util.Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }
}
