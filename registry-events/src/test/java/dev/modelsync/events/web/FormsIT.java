package dev.modelsync.events.web;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.web.Visitor.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms as they are without script: what they do, and what they say when they do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsIT implements EnrolmentFormCases {
    static final String PROJECT = "forms";
    private static final String SERVICES = "/projects/" + PROJECT + "/services";
    private static final String REGISTER = "/projects/" + PROJECT + "/register";

    private final Hm hm = Hm.shared();
    private ConfigurableApplicationContext application;
    private Visitor visitor;
    private Api api;

    @BeforeAll
    void start() {
        application = hm.startApplication();
        visitor = new Visitor(application);
        api = new Api(application);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Override
    public Visitor visitor() {
        return visitor;
    }

    @Test
    void shouldRegisterOnceHoweverOftenAFormIsSent() throws Exception {
        Page form = visitor.get(REGISTER);
        Map<String, String> fields = Visitor.fields("once", Map.of());

        Page first = visitor.submit(form, REGISTER, fields);
        Page again = visitor.submit(form, REGISTER, fields);
        Page other = visitor.submit(form, REGISTER, Visitor.fields("twice", Map.of()));

        assertThat(again.address()).isEqualTo(first.address());
        assertThat(api.get(PROJECT, "once")
                        .json()
                        .path("credentials")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.html()).contains("registered a service already");
        assertThat(visitor.submit(other, REGISTER, Visitor.fields("twice", Map.of()))
                        .address()
                        .getPath())
                .isEqualTo(SERVICES + "/twice");
    }

    @Test
    void shouldShowWhatIsWrongAtItsFieldAndKeepWhatWasTyped() throws Exception {
        Page refused = register(
                "Not a name",
                Map.of(
                        "endpointUrl", "ftp://somewhere",
                        "models.0.upstreamModel", "m\u0007",
                        "models.1.upstreamModel", "other",
                        "models.1.function", "OCR",
                        "labels", "team=a\nteam=b"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error("labels")).contains("'team' is given twice");

        refused = register(
                "Not a name",
                Map.of(
                        "endpointUrl", "ftp://somewhere",
                        "models.1.upstreamModel", "other",
                        "models.1.function", "OCR",
                        "labels", "*=a"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error("name")).contains("not a name; allowed");
        assertThat(refused.error("endpointUrl")).contains("scheme 'ftp'");
        assertThat(refused.error("models.1.function")).contains("does not offer OCR");
        assertThat(refused.error("labels")).contains("not a label's name");
        assertThat(refused.field("name")).isEqualTo("Not a name");
        assertThat(refused.field("endpointUrl")).isEqualTo("ftp://somewhere");
        assertThat(refused.field("models.1.upstreamModel")).isEqualTo("other");
        assertThat(refused.html())
                .contains(
                        "href=\"#models.1.function\"", "Model 2, function: ", "role=\"alert\"", "aria-invalid=\"true\"")
                .doesNotContain("sk-secret");
        assertThat(api.list(PROJECT, "?text=Not%20a%20name").json().path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, credentials.apiKey, Text completion",
        "AWS_BEDROCK, credentials.secretAccessKey, Text completion",
        "NVIDIA_NIM, credentials.apiKey, Reranking"
    })
    void shouldAskForWhatTheProviderHas(String provider, String field, String function) throws Exception {
        Page page = visitor.submit(
                visitor.get(REGISTER), REGISTER, Map.of("step", "refresh", "provider", provider, "name", "kept"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.field("name")).isEqualTo("kept");
        assertThat(page.field(field)).isEmpty();
        assertThat(page.html()).contains(">" + function + "<");
    }

    @Test
    void shouldAddAndRemoveModelsWithoutLosingOthers() throws Exception {
        Page two = visitor.submit(
                visitor.get(REGISTER), REGISTER, Map.of("step", "add-model", "models.0.upstreamModel", "first"));
        assertThat(two.field("models.0.upstreamModel")).isEqualTo("first");
        assertThat(two.field("models.1.upstreamModel")).isEmpty();

        Page one = visitor.submit(
                two,
                REGISTER,
                Map.of(
                        "step",
                        "remove-model-0",
                        "models.0.upstreamModel",
                        "first",
                        "models.1.upstreamModel",
                        "second"));
        assertThat(one.field("models.0.upstreamModel")).isEqualTo("second");
        assertThat(one.html()).doesNotContain("models.1.upstreamModel");
    }

    @Test
    void shouldRegisterNothingWhereTheEndpointHasToAnswerAndDoesNot() throws Exception {
        Page refused = register("unreachable", Map.of("probe", "required", "endpointUrl", "https://nobody.invalid"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error("endpointUrl")).contains("endpoint is not ready");
        assertThat(api.get(PROJECT, "unreachable").status()).isEqualTo(404);
    }

    @Test
    void shouldPreviewWithoutChangingAnything() throws Exception {
        Page preview = register("foretold", Map.of("step", "preview"));

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.html()).contains("What this would do", "Endpoint");
        assertThat(api.get(PROJECT, "foretold").status()).isEqualTo(404);
    }

    @Test
    void shouldEditLabelsAndKeepCredentials() throws Exception {
        register("edited", Map.of("labels", "a=1\nb=2"));
        Page form = visitor.get(SERVICES + "/edited/edit");

        Page done = visitor.submit(form, SERVICES + "/edited/edit", edit("b=3\nc=4", "https://api.openai.com"));

        // Further down the log may tell already what they were.
        assertThat(done.html()).contains("Saved.", ">b=3<", ">c=4<").doesNotContain(">a=1<");
        assertThat(api.get(PROJECT, "edited").json().path("credentials").toString())
                .contains("\"set\":true", "\"version\":1");
        Page moved = visitor.submit(
                visitor.get(SERVICES + "/edited/edit"),
                SERVICES + "/edited/edit",
                edit("b=3", "https://elsewhere.example.com"));
        assertThat(moved.status()).isEqualTo(422);
        assertThat(moved.error("endpointUrl")).contains("must bring them again");
    }

    @Test
    void shouldTellTheSecondEditorWhatTheOtherChangedAndLetBothBeKept() throws Exception {
        register("shared", Map.of("labels", "a=1"));
        Page mine = visitor.get(SERVICES + "/shared/edit");
        api.patch(
                PROJECT,
                "shared",
                api.get(PROJECT, "shared").etag(),
                "{\"labels\": {\"a\": \"2\"}, \"reason\": \"the other\"}");

        Page conflict = visitor.submit(mine, SERVICES + "/shared/edit", edit("a=1", "https://api.openai.com/mine"));

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.html())
                .contains("Somebody else changed this service", "the other", "a=1", "a=2", "not changed by you");
        assertThat(conflict.field("endpointUrl")).isEqualTo("https://api.openai.com/mine");
        Page done = visitor.submit(conflict, SERVICES + "/shared/edit", edit("a=2", "https://api.openai.com/mine"));
        assertThat(done.html()).contains("Saved.", "https://api.openai.com/mine", "a=2");
    }

    @Test
    void shouldDeregisterWhatIsInUseByForceOnly() throws Exception {
        register("in-use", Map.of());
        hm.jdbc().sql("""
                        INSERT INTO hm.cluster_report (cluster_id, project, worker_id, worker_version, state, positions,
                            owned_models, parked_services, reported_at, received_at)
                        VALUES ('forms-1', 'forms', 'w', '1', 'RUNNING', '[]', 1, 0, now(), now());
                        INSERT INTO hm.cluster_inventory (cluster_id, digest, taken_at) VALUES ('forms-1', 'd', now());
                        INSERT INTO hm.cluster_model (cluster_id, name, provider, functions, origin, service, health, used_by)
                        VALUES ('forms-1', 'in-use', 'p', '{}', 'SYNCED', 'in-use', 'READY',
                            '[{"kind": "PIPELINE", "name": "<b>docs</b>"}]');
                        """).update();
        Page asked = visitor.get(SERVICES + "/in-use/deregister");
        assertThat(asked.html())
                .contains("forms-1", "pipeline", "&lt;b&gt;docs&lt;/b&gt;", ">remove<")
                .doesNotContain("<b>docs");

        Page refused = visitor.submit(asked, SERVICES + "/in-use/deregister", Map.of("reason", "typed"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error("force")).contains("is in use");
        assertThat(refused.field("reason")).isEqualTo("typed");
        assertThat(api.get(PROJECT, "in-use").status()).isEqualTo(200);

        Page done = visitor.submit(refused, SERVICES + "/in-use/deregister", Map.of("force", "true"));
        assertThat(done.html()).contains("is deregistered");
        assertThat(api.get(PROJECT, "in-use").status()).isEqualTo(404);
    }

    @Test
    void shouldDeregisterOnlyWhatWasShown() throws Exception {
        register("moving", Map.of());
        Page asked = visitor.get(SERVICES + "/moving/deregister");
        api.patch(PROJECT, "moving", api.get(PROJECT, "moving").etag(), "{\"labels\": {\"a\": \"2\"}}");

        Page stale = visitor.submit(asked, SERVICES + "/moving/deregister", Map.of());

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.html()).contains("was changed meanwhile");
        assertThat(api.get(PROJECT, "moving").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"revision, x", "force, perhaps", "revision, ''"})
    void shouldSayThatAFormIsNotThePagesOwn(String field, String value) throws Exception {
        Page asked = visitor.get(register("malformed-" + field.charAt(0) + value.length(), Map.of())
                        .address()
                        .getPath()
                + "/deregister");

        Page refused = visitor.submit(asked, asked.address().getPath(), Map.of(field, value));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.html()).contains("not as this page sends it").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {REGISTER, "/enrol", SERVICES + "/whatever/deregister", "/clusters/whatever/revoke"})
    void shouldRefuseAFormThatIsNotThePagesOwn(String path) throws Exception {
        for (Map<String, String> forged :
                List.of(Visitor.fields("forged", Map.of()), Visitor.fields("forged", Map.of("_csrf", "x")))) {
            Page refused = visitor.post(path, forged);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.html()).contains("This form is out of date");
        }
        assertThat(api.get(PROJECT, "forged").status()).isEqualTo(404);
    }

    private Page register(String name, Map<String, String> others) throws Exception {
        return visitor.register(PROJECT, name, others);
    }

    private static Map<String, String> edit(String labels, String endpoint) {
        return Map.of(
                "endpointUrl", endpoint,
                "apiProtocolVersion", "OPENAI_V1",
                "models.0.upstreamModel", "text-embedding-3-small",
                "models.0.function", "TEXT_EMBEDDING",
                "labels", labels);
    }
}
