package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator does on a bad day, from Hybrid Manager's API to the registries of two clusters. */
class ReplayAfterOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SERVICES = List.of("bad-day-a", "bad-day-b");
    private static final String REPLAY = "/api/v1/replays/bad-day";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void shouldBringBackWhatOneClusterLostAndLeaveTheOtherAlone() throws Exception {
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            URI api = stack.registryEvents().address();
            for (String service : SERVICES) {
                stack.client().register(service(service, stack)).orFail("Registering");
            }
            List<Cluster> clusters = stack.servers().clusters();
            clusters.forEach(cluster -> awaitModels(cluster, SERVICES));
            drop(clusters.get(0), "bad-day-a");

            JsonNode given = send("POST", api, "/api/v1/replays", """
                    {"name": "bad-day", "clusters": ["primary", "secondary"], "services": ["bad-day-*"],
                     "reason": "somebody dropped models"}
                    """);
            awaitState(api, "PLANNED");

            assertThat(plan(api, "primary")).isEqualTo(Map.of("bad-day-a", "CREATE", "bad-day-b", "LEAVE"));
            assertThat(plan(api, "secondary")).isEqualTo(Map.of("bad-day-a", "LEAVE", "bad-day-b", "LEAVE"));
            assertThat(models(clusters.get(0))).containsExactly("bad-day-b");

            send("POST", api, REPLAY + "/run", "{\"reason\": \"looked at\"}");
            awaitState(api, "DONE");

            clusters.forEach(cluster -> awaitModels(cluster, SERVICES));
            JsonNode done = send("GET", api, REPLAY, "");
            assertThat(done.at("/clusters/0/detail").stringValue()).isEqualTo("1 models created, 0 edited, 0 removed");
            assertThat(done.at("/clusters/1/detail").stringValue())
                    .isEqualTo("Nothing was to be changed, and nothing was");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    send("GET", api, "/api/v1/activity?type=RUN_REPLAY&outcome=DONE", "")
                                            .get("entries"))
                            .hasSize(2)
                            .allSatisfy(entry -> {
                                assertThat(entry.get("actor").stringValue()).isEqualTo("olga");
                                assertThat(entry.get("reason").stringValue()).isEqualTo("looked at");
                                assertThat(entry.at("/after/replay/id").stringValue())
                                        .isEqualTo(given.get("id").stringValue());
                            }));
        }
    }

    private static Map<String, Object> service(String name, Stack stack) {
        return Map.of(
                "name",
                name,
                "provider",
                "OPENAI_COMPATIBLE",
                "endpointUrl",
                stack.servers().provider().baseUrl().toString(),
                "models",
                List.of(Map.of("upstreamModel", "small", "function", "TEXT_EMBEDDING")));
    }

    private static void awaitModels(Cluster cluster, List<String> models) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(models(cluster)).containsExactlyInAnyOrderElementsOf(models));
    }

    private static List<String> models(Cluster cluster) throws SQLException {
        List<String> models = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection()) {
            for (String service : SERVICES) {
                models.addAll(cluster.models(connection, Story.PROJECT, service).keySet());
            }
        }
        return models;
    }

    private static void drop(Cluster cluster, String model) throws SQLException {
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select aidb.delete_model('" + model + "')");
        }
    }

    private void awaitState(URI api, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                send("GET", api, REPLAY, "").get("state").stringValue())
                        .isEqualTo(state));
    }

    /** The action of each model. */
    private Map<String, String> plan(URI api, String cluster) throws IOException, InterruptedException {
        Map<String, String> actions = new TreeMap<>();
        for (JsonNode service :
                send("GET", api, REPLAY + "/clusters/" + cluster + "/plan", "").get("items")) {
            for (JsonNode model : service.get("models")) {
                actions.put(
                        model.get("registryName").stringValue(),
                        model.get("action").stringValue());
            }
        }
        return actions;
    }

    private JsonNode send(String method, URI api, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .header("X-Actor", "olga")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JsonMapper.shared().readTree(answer.body());
    }
}
