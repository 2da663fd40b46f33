package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Hybrid Manager knows of clusters, from the workers themselves. */
class FleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void shouldOfferARegisteredModelForEachClusterAndSayHowItsWorkerIs() throws IOException, InterruptedException {
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            stack.client()
                    .register(Map.of(
                            "name",
                            "fleet",
                            "provider",
                            "OPENAI_COMPATIBLE",
                            "endpointUrl",
                            stack.servers().provider().baseUrl().toString(),
                            "models",
                            List.of(Map.of("upstreamModel", "small", "function", "TEXT_EMBEDDING"))))
                    .orFail("Registering");
            URI api = stack.registryEvents().address();

            for (String cluster : List.of("primary", "secondary")) {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(get(api, "/api/v1/clusters/" + cluster + "/models?step=KnowledgeBase"))
                            .contains("\"name\":\"fleet\"", "\"origin\":\"SYNCED\"", "\"working\":true");
                    assertThat(get(api, "/api/v1/clusters/" + cluster + "/status"))
                            .contains("\"state\":\"RUNNING\"", "\"ownedModels\":1", "\"lag\":0");
                });
                assertThat(get(stack.syncConsumer().address(), "/api/v1/clusters/" + cluster + "/models"))
                        .contains("\"name\":\"fleet\"");
            }
            assertThat(get(stack.syncConsumer().address(), "/metrics")).contains("modelsync_events_total");
            assertThat(get(stack.syncConsumer().address(), "/health/live")).contains("UP");
        }
    }

    private static String get(URI api, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
