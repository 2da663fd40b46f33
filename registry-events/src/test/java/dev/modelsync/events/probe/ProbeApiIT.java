package dev.modelsync.events.probe;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.Misbehaviour;
import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The status as the API shows it. Regular probes are off, so that each test says when there is one. */
class ProbeApiIT {
    private static final Hm HM = Hm.shared();
    private static final String KEY = "sk-Recognisable";

    private static ConfigurableApplicationContext application;
    private static Api api;
    private static FakeProvider provider;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start(0);
        provider.misbehave("/bad-key", Misbehaviour.answer(401, "{\"error\": \"no such key: " + KEY + "\"}"));
        Map<String, Object> properties = HM.properties();
        properties.put("modelsync.registration.allow-private-endpoints", true);
        application = RegistryEventsApplication.start(properties);
        api = new Api(application);
    }

    @AfterAll
    static void stop() {
        application.close();
        provider.close();
    }

    @Test
    void shouldShowWhatAProbeFoundWithoutAnotherRevision() throws Exception {
        Answer registered = api.register("probe-show", service("svc", "/bad-key"));
        assertThat(status(registered)).containsExactly("UNKNOWN", "PROBING_OFF");

        Answer probed = api.send("POST", Api.services("probe-show") + "/svc/probe", "");
        Answer after = api.get("probe-show", "svc");

        assertThat(probed.status()).isEqualTo(200);
        JsonNode status = after.json().get("status");
        assertThat(probed.json()).isEqualTo(status);
        assertThat(status(after)).containsExactly("FAILED", "BAD_KEY");
        assertThat(status.get("detail").stringValue()).contains("does not accept", "GET /v1/models", "401");
        assertThat(status.get("remedy").stringValue()).isNotBlank();
        assertThat(status.get("checkedAt").stringValue()).isNotBlank();
        assertThat(status.get("since").stringValue()).isNotBlank();
        assertThat(status.get("unlistedModels").isNull()).isTrue();
        assertThat(after.etag()).isEqualTo(registered.etag());
        assertThat(after.response().body()).doesNotContain(KEY);
        assertThat(HM.jdbc()
                        .sql("SELECT t::text FROM hm.endpoint_status AS t")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(KEY));
        Answer edited = api.patch("probe-show", "svc", after.etag(), "{\"labels\": {\"a\": \"b\"}}");
        assertThat(status(edited)).containsExactly("FAILED", "BAD_KEY");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(HM.topic().summaries("probe-show/svc")).containsExactly("REGISTERED", "UPDATED"));
    }

    @Test
    void shouldHintAtModelsThatTheProviderDoesNotList() throws Exception {
        api.register("probe-hint", service("svc", "/knows").replace("gpt-4o", "gpt-4o-typo"));
        Answer probed = api.send("POST", Api.services("probe-hint") + "/svc/probe", "");

        assertThat(probed.json().get("state").stringValue()).isEqualTo("READY");
        assertThat(probed.json().get("unlistedModels")).hasToString("[\"gpt-4o-typo\"]");
    }

    @Test
    void shouldFilterTheListByStatus() throws Exception {
        api.register("probe-list", service("good", "/fine"));
        api.register("probe-list", service("bad", "/bad-key"));
        for (String name : List.of("good", "bad")) {
            api.send("POST", Api.services("probe-list") + "/" + name + "/probe", "");
        }

        assertThat(names("?status=FAILED")).containsExactly("bad");
        assertThat(names("?status=READY")).containsExactly("good");
        assertThat(names("?status=PENDING")).isEmpty();
        assertThat(api.list("probe-list", "?status=RED").status()).isEqualTo(400);
    }

    @Test
    void shouldRegisterOnlyWhatIsReadyWhereThatIsRequired() throws Exception {
        String everything = everything("probe-required");
        Answer refused = register("probe-required", "svc", "/bad-key", "?probe=required");
        Answer refusedDry = register("probe-required", "svc", "/bad-key", "?probe=required&dryRun=true");

        for (Answer answer : List.of(refused, refusedDry)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.errors()).containsExactly("/credentials NOT_READY");
            assertThat(answer.json().at("/errors/0/detail").stringValue()).startsWith("BAD_KEY: ");
            assertThat(answer.json().at("/endpoint/cause").stringValue()).isEqualTo("BAD_KEY");
            assertThat(answer.response().body()).doesNotContain(KEY);
        }
        assertThat(everything("probe-required")).isEqualTo(everything);

        Answer dry = register("probe-required", "svc", "/fine", "?probe=required&dryRun=true");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(everything("probe-required")).isEqualTo(everything);
        Answer registered = register("probe-required", "svc", "/fine", "?probe=required");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(status(registered)).containsExactly("READY", "null");
    }

    @Test
    void shouldEditOnlyToWhatIsReadyWhereThatIsRequired() throws Exception {
        Answer registered = register("probe-edit", "svc", "/fine", "?probe=required");
        String everything = everything("probe-edit");
        Answer refused = edit("probe-edit", registered.etag(), "/bad-key");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).containsExactly("/credentials NOT_READY");
        assertThat(everything("probe-edit")).isEqualTo(everything);
        assertThat(api.get("probe-edit", "svc").etag()).isEqualTo(registered.etag());

        // With the credentials that are stored.
        Answer edited = edit("probe-edit", registered.etag(), "/fine-too");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(status(edited)).containsExactly("READY", "null");
        assertThat(provider.requests())
                .filteredOn(request -> request.path().equals("/fine-too/v1/models"))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).contains("Bearer " + KEY));
    }

    @Test
    void shouldReplayAnAnswerWithoutAnotherProbe() throws Exception {
        String path = Api.services("probe-once") + "?probe=required";
        String body = service("svc", "/once");
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "k"};
        assertThat(api.send("POST", path, body, headers).status()).isEqualTo(201);
        provider.misbehave("/once", Misbehaviour.answer(401, "{}"));

        assertThat(api.send("POST", path, body, headers).status()).isEqualTo(201);
        assertThat(provider.requests())
                .filteredOn(request -> request.path().startsWith("/once/"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "REQUIRED", "required "})
    void shouldRefuseAnotherWordForTheProbe(String word) throws Exception {
        String query = "?probe=" + word.replace(" ", "%20");
        Answer registered = register("probe-word", "svc", "/fine", query);

        assertThat(registered.status()).isEqualTo(400);
        assertThat(registered.json().get("detail").stringValue()).contains("probe", "required");
        assertThat(api.get("probe-word", "svc").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "No-Name"})
    void shouldProbeNothingUnknown(String name) throws Exception {
        assertThat(api.send("POST", Api.services("probe-none") + "/" + name + "/probe", "")
                        .status())
                .isEqualTo(404);
    }

    private static Answer register(String project, String name, String path, String query) throws Exception {
        return api.send("POST", Api.services(project) + query, service(name, path), "Content-Type", "application/json");
    }

    private static Answer edit(String project, String etag, String path) throws Exception {
        return api.send(
                "PATCH",
                Api.services(project) + "/svc?probe=required",
                "{\"endpointUrl\": \"" + provider.baseUrl() + path + "\"}",
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                etag);
    }

    private static String service(String name, String path) {
        return """
                {"name": "%s", "provider": "OPENAI", "endpointUrl": "%s", "credentials": {"apiKey": "%s"},
                 "models": [{"upstreamModel": "gpt-4o", "function": "TEXT_COMPLETION"}]}
                """.formatted(name, provider.baseUrl() + path, KEY);
    }

    private static List<String> status(Answer answer) {
        JsonNode status = answer.json().get("status");
        return List.of(status.get("state").asString(), status.get("cause").asString("null"));
    }

    private static List<String> names(String query) throws Exception {
        return api.list("probe-list", query)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").stringValue())
                .toList();
    }

    /** All that a write to the project could change; credentials are told by their files' names. */
    private static String everything(String project) throws Exception {
        String rows = HM.jdbc()
                .sql(
                        "SELECT coalesce(string_agg(s::text, E'\\n'), '') FROM hm.inference_service AS s WHERE project = :project")
                .param("project", project)
                .query(String.class)
                .single();
        if (!Files.isDirectory(HM.secrets())) {
            return rows;
        }
        try (Stream<Path> files = Files.list(HM.secrets())) {
            return rows + files.sorted().toList();
        }
    }
}
