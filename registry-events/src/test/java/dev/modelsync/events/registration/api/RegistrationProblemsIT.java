package dev.modelsync.events.registration.api;

import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Every refusal is a problem document, and no body, header or parameter is answered with a 500. */
class RegistrationProblemsIT {
    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";

    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void startApplication() {
        application = Hm.shared().startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=501", "?limit=x", "?pageToken=nonsense", "?pageToken=%25%25"})
    void shouldRefuseAPageThatCannotBe(String query) throws Exception {
        assertProblem(api.list("list", query), 400);
    }

    @Test
    void shouldAnswerConflictsWithTheField() throws Exception {
        api.register("conflict", Api.openAi("svc"));
        Hm.shared().jdbc().sql(Sql.insert("conflict", "by-hand", "taken")).update();

        Answer sameName = api.register("conflict", Api.openAi("svc"));
        Answer sameModel = api.register(
                "conflict",
                Api.openAi("other").replace("\"TEXT_EMBEDDING\"", "\"TEXT_EMBEDDING\", \"registryName\": \"taken\""));

        assertProblem(sameName, 409);
        assertThat(sameName.errors()).containsExactly("/name TAKEN");
        assertProblem(sameModel, 409);
        assertThat(sameModel.errors()).containsExactly("/models/0/registryName TAKEN");
        assertThat(sameModel.response().body()).contains("by-hand");
    }

    @Test
    void shouldSayThatTheSecretStoreFailsAndChangeNothing() throws Exception {
        Path keyset = Hm.shared().folder().resolve("keyset.json");
        String keys = Files.readString(keyset);
        Answer failed;
        try {
            Files.writeString(keyset, "{\"no\": \"keyset\"}");
            failed = api.register("storeless", Api.openAi("svc"));
        } finally {
            Files.writeString(keyset, keys);
        }

        assertProblem(failed, 503);
        assertThat(failed.response().body()).contains("The secret store fails, so nothing was changed");
        assertThat(api.list("storeless", "").response().body()).contains("\"items\":[]");
        assertThat(api.register("storeless", Api.openAi("svc")).status()).isEqualTo(201);
    }

    @Test
    void shouldNeedIfMatchThatIsNotStale() throws Exception {
        Answer registered = api.register("match", Api.openAi("svc"));
        String path = Api.services("match") + "/svc";

        assertProblem(api.send("PATCH", path, "{}", "Content-Type", PATCH), 428);
        assertProblem(api.send("DELETE", path, ""), 428);
        assertProblem(api.patch("match", "svc", "\"0\"", "{}"), 412);
        assertProblem(api.delete("match", "svc", "\"0\""), 412);
        assertProblem(api.patch("match", "svc", "W/" + registered.etag(), "{}"), 412);
        assertProblem(api.patch("match", "svc", "nonsense", "{}"), 400);
        assertThat(api.delete("match", "svc", "*").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{| 400",
                "[]| 400",
                "{\"name\":\"a\",\"name\":\"b\"}| 400",
                "{}| 422",
                "{\"nam\":\"a\"}| 422",
            })
    void shouldRefuseABody(String body, int status) throws Exception {
        assertProblem(api.register("body", body), status);
    }

    @Test
    void shouldReportEveryViolationWithItsPointer() throws Exception {
        Answer refused = api.register("violations", """
                {"name": 7, "provider": "OPENAI", "endpointUrl": "http://169.254.169.254/latest", "hello": true,
                 "credentials": {"apiKey": "sk-bad key"}, "labels": {"a": 1},
                 "models": [{"upstreamModel": "x", "function": "OCR", "extra": 1}, "y"]}
                """);

        assertProblem(refused, 422);
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        "/hello UNKNOWN_FIELD",
                        "/name WRONG_TYPE",
                        "/endpointUrl ADDRESS_REFUSED",
                        "/credentials/apiKey INVALID",
                        "/labels/a WRONG_TYPE",
                        "/models/0/extra UNKNOWN_FIELD",
                        "/models/0/function NOT_OFFERED",
                        "/models/1 WRONG_TYPE",
                        "/models/1/upstreamModel REQUIRED",
                        "/models/1/function REQUIRED");
        assertThat(refused.response().body()).doesNotContain("sk-bad");
    }

    @Test
    void shouldNameTheAllowedMediaType() throws Exception {
        Answer registered = api.register("media", Api.openAi("svc"));
        String path = Api.services("media");

        Answer posted = api.send("POST", path, "{}", "Content-Type", "text/plain");
        Answer patched = api.send("PATCH", path + "/svc", "{}", "Content-Type", JSON, "If-Match", registered.etag());

        assertProblem(posted, 415);
        assertThat(posted.response().body()).contains(JSON);
        assertProblem(patched, 415);
        assertThat(patched.response().body()).contains(PATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/projects/demo/inference-services/no-such, 404",
        "GET, /api/v1/projects/demo/inference-services/No_Name, 404",
        "GET, /api/v1/projects/Not%20A%20Project/inference-services/svc, 404",
        "GET, /api/v1/nothing, 404",
        "PUT, /api/v1/projects/demo/inference-services, 405",
        "DELETE, /api/v1/projects/demo/inference-services/no-such, 428"
    })
    void shouldAnswerWhatIsNotThere(String method, String path, int status) throws Exception {
        assertProblem(api.send(method, path, ""), status);
    }

    @Test
    void shouldRefuseAProjectThatIsNoName() throws Exception {
        assertProblem(api.register("Bad%20Project", Api.openAi("svc")), 404);
    }

    @Test
    void shouldRefuseABodyWithoutEnd() throws Exception {
        assertProblem(api.register("large", "{\"name\": \"" + "x".repeat(300_000) + "\"}"), 413);
    }

    @Test
    void shouldRefuseAnActorThatIsTooLong() throws Exception {
        Answer refused = api.send(
                "POST", Api.services("actor"), Api.openAi("svc"), "Content-Type", JSON, "X-Actor", "x".repeat(256));

        assertProblem(refused, 400);
    }

    private static void assertProblem(Answer answer, int status) {
        String body = answer.response().body();
        assertThat(answer.status()).as(body).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(body).doesNotContain("Exception", "at dev.modelsync", "org.springframework");
    }
}
