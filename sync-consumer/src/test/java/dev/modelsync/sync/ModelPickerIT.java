package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** The models of a cluster, by the step that needs one. */
class ModelPickerIT {
    private final TestCluster cluster = new TestCluster();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?step=KnowledgeBase | emb,bert,clip,bge-m3-f16 | gpt,hand-made,lightonocr-2-1b-Q8_0",
                "?step=SummarizeText | gpt,hand-made,llama      | emb,bert,lightonocr-2-1b-Q8_0",
                "?step=performocr    | lightonocr-2-1b-Q8_0     | emb,gpt,hand-made,bert",
                "''                  | emb,gpt,hand-made,bert   | other"
            })
    void shouldOfferWhatTheStepCanUse(String query, String offered, String notOffered) throws Exception {
        startWithModels();

        List<String> names = get(cluster.id(), query).path("models").findValuesAsString("name");

        assertThat(names).contains(offered.split(",")).doesNotContain(notOffered.split(","));
    }

    @Test
    void shouldTellWhoMadeAModelAndHowFreshTheAnswerIs() throws Exception {
        startWithModels();

        JsonNode choice = get(cluster.id(), "");

        assertThat(model(choice, "emb").toString())
                .contains("\"SYNCED\"", "\"openai-prod\"", "\"text-embedding-3-small\"", "\"TEXT_EMBEDDING\"");
        assertThat(model(choice, "hand-made").path("origin").asString()).isEqualTo("NATIVE");
        assertThat(model(choice, "bert").path("origin").asString()).isEqualTo("BUILT_IN");
        assertThat(choice.path("freshness").path("working").asBoolean()).isTrue();
        assertThat(choice.path("freshness").path("lastAppliedAt").isString()).isTrue();
        assertThat(choice.toString()).doesNotContain(TestCluster.TOKEN);
    }

    @Test
    void shouldTellHowAModelStandsWithHybridManager() throws Exception {
        startWithModels();
        JsonNode applied = model(get(cluster.id(), ""), "emb").path("sync");
        cluster.sendBytes(cluster.service("openai-prod").key(), "not an event".getBytes(StandardCharsets.UTF_8), null);

        cluster.eventually().untilAsserted(() -> {
            JsonNode sync = model(get(cluster.id(), ""), "emb").path("sync");
            assertThat(sync.path("state").asString()).isEqualTo("PARKED");
            assertThat(sync.path("reason").asString()).isEqualTo("UNREADABLE_EVENT");
            assertThat(sync.path("since").asString())
                    .isGreaterThan(applied.path("since").asString());
            assertThat(sync.path("appliedAt")).isEqualTo(applied.path("appliedAt"));
        });
        assertThat(applied.path("state").asString()).isEqualTo("APPLIED");
        assertThat(applied.path("reason").isNull()).isTrue();
        assertThat(model(get(cluster.id(), ""), "hand-made").path("sync").isNull())
                .isTrue();
    }

    @Test
    void shouldTellWhetherAModelAnswers() throws Exception {
        startWithModels();

        cluster.eventually().untilAsserted(() -> {
            JsonNode health = model(get(cluster.id(), ""), "emb").path("health");
            assertThat(health.path("condition").asString()).isEqualTo("VALID");
            assertThat(health.path("checkedAt").isString()).isTrue();
        });
        assertThat(model(get(cluster.id(), ""), "hand-made").path("health").isNull())
                .isTrue();
    }

    @Test
    void shouldSayWhyTheRegistryIsNotKeptInStep() throws Exception {
        startWithModels();
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('maintenance')")
                .update();
        cluster.send(cluster.service("openai-prod").declared(2, embedding("emb")));

        cluster.eventually().untilAsserted(() -> {
            JsonNode freshness = get(cluster.id(), "").path("freshness");
            assertThat(freshness.path("working").asBoolean()).isFalse();
            assertThat(freshness.path("detail").asString()).contains("maintenance");
        });
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        cluster.start();

        HttpResponse<String> unknownStep = send(cluster.id(), "?step=Dance");
        HttpResponse<String> unknownCluster = send("no-such", "");

        assertThat(unknownStep.statusCode()).isEqualTo(400);
        assertThat(unknownStep.body()).contains("step", "'Dance'", "KnowledgeBase, SummarizeText, PerformOCR");
        assertThat(unknownStep.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(unknownCluster.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldServeItsContract() throws Exception {
        cluster.start();
        String port = cluster.application().getEnvironment().getRequiredProperty("local.server.port");
        URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/openapi.json");

        HttpResponse<String> served = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());

        assertThat(served.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JsonMapper.shared().readTree(served.body()).at("/paths").propertyNames())
                .containsExactly("/api/v1/openapi.json", "/api/v1/clusters/{id}/models");
    }

    private void startWithModels() {
        HandMade.model(cluster, "hand-made", COMPLETIONS, null);
        cluster.start();
        ServiceChanged change = cluster.service("openai-prod").declared(1, embedding("emb"), completion("gpt"));
        cluster.send(change);
        assertThat(cluster.outcomeOf(change).getReason()).isNull();
    }

    private static JsonNode model(JsonNode choice, String name) {
        return choice.path("models")
                .valueStream()
                .filter(model -> model.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode get(String clusterId, String query) throws Exception {
        HttpResponse<String> answer = send(clusterId, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(String clusterId, String query) throws Exception {
        String port = cluster.application().getEnvironment().getRequiredProperty("local.server.port");
        URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/clusters/" + clusterId + "/models" + query);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        PickerContract.check(answer);
        return answer;
    }
}
