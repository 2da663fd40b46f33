package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Several clusters in one process, and several processes for one cluster. */
class ClustersIT {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldWorkForOneClusterWhileAnotherIsDark() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cluster.other("dark", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/aidb")
                    .start();
            ServiceChanged change = cluster.service("s").declared(1, embedding("a"));
            cluster.send(change);

            assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
            cluster.eventually().untilAsserted(() -> {
                assertThat(get("/actuator/health").body())
                        .contains("\"dark\":{\"details\":{", "the database cannot be opened")
                        .contains("\"status\":\"DOWN\"");
            });
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldShareAClusterBetweenTwoWorkersAndSurviveARollingRestart() {
        cluster.start();
        List<ServiceChanged> changes = new ArrayList<>();
        try (var second = SyncConsumerApplication.start(cluster.properties())) {
            send(changes, 0, 40);
            cluster.stop();
            send(changes, 40, 80);
            cluster.start();
            send(changes, 80, 120);
            assertThat(second.isActive()).isTrue();
        }
        send(changes, 120, 140);

        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.outcomes())
                    .extracting(SyncOutcome::getEventId)
                    .containsAll(
                            changes.stream().map(ServiceChanged::getEventId).toList());
            assertThat(cluster.syncedModels()).hasSize(changes.size());
        });
    }

    private void send(List<ServiceChanged> changes, int from, int to) {
        for (int number = from; number < to; number++) {
            ServiceChanged change = cluster.service("service-" + number).declared(1, embedding("model-" + number));
            cluster.send(change);
            changes.add(change);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + cluster.application().getEnvironment().getProperty("local.server.port") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
