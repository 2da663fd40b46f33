package dev.modelsync.events.web;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.web.Visitor.Page;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The pages as they are without script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private static final String PROJECT = "pages";
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

    @Test
    void shouldLeadFromTheRootToTheServicesOfAProject() throws Exception {
        Page root = visitor.get("/");

        assertThat(root.status()).isEqualTo(200);
        assertThat(root.address().getPath()).matches("/projects/[a-z0-9.-]+/services");
    }

    @Test
    void shouldSayWhatToDoNextWhereThereIsNothing() throws Exception {
        assertThat(visitor.get("/projects/nothing-yet/services").html())
                .contains("No service is registered", "/projects/nothing-yet/register", "/enrol?project=nothing-yet");
        assertThat(visitor.get(SERVICES + "?text=nowhere-to-be-found").html())
                .contains("No service matches", "show all services");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/projects/Not_A_Name/services",
                SERVICES + "/nobody",
                SERVICES + "/nobody/edit",
                SERVICES + "/nobody/deregister",
                "/clusters/nobody",
                "/stale-form",
                "/live/clusters/nobody"
            })
    void shouldAnswerWithAPageWhereThereIsNone(String path) throws Exception {
        Page page = visitor.get(path);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.html()).contains("Nothing here", "<main").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        SERVICES + "?provider=NOBODY, The parameter provider is",
        SERVICES + "?state=GREEN, The parameter state is",
        SERVICES + "?pageToken=!, The parameter pageToken",
        "/activity?type=NOTHING, it is &#39;NOTHING&#39;",
        "/activity?from=yesterday, it is &#39;yesterday&#39;",
        "/activity?cursor=x, nextCursor"
    })
    void shouldSayWhatIsWrongWithAFilter(String path, String said) throws Exception {
        Page page = visitor.get(path);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.html()).containsIgnoringCase(said).doesNotContain("Exception");
    }

    @Test
    void shouldRegisterAndShowWhatWasRegistered() throws Exception {
        Page done = register(
                "whole",
                Map.of(
                        "labels",
                        "team=search\r\nenv = prod",
                        "reason",
                        "ticket 42",
                        "models.0.registryName",
                        "whole-model"));

        assertThat(done.address().getPath()).isEqualTo(SERVICES + "/whole");
        assertThat(done.html())
                .contains(
                        "Registered.", "https://api.openai.com", "whole-model", "team=search", "env=prod", "ticket 42")
                .doesNotContain("sk-secret");
        assertThat(visitor.get(SERVICES + "?label=team%3Dsearch&text=whole").html())
                .contains(SERVICES + "/whole\"", "none enrolled");
    }

    @Test
    void shouldRegisterOnceHoweverOftenAFormIsSent() throws Exception {
        Page form = visitor.get(REGISTER);
        Map<String, String> fields = fields("once", Map.of());

        Page first = visitor.submit(form, REGISTER, fields);
        Page again = visitor.submit(form, REGISTER, fields);
        Page other = visitor.submit(form, REGISTER, fields("twice", Map.of()));

        assertThat(again.address()).isEqualTo(first.address());
        assertThat(api.get(PROJECT, "once")
                        .json()
                        .path("credentials")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.html()).contains("registered a service already");
        assertThat(visitor.submit(other, REGISTER, fields("twice", Map.of()))
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
                .contains("href=\"#models.1.function\"", "role=\"alert\"", "aria-invalid=\"true\"")
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

        assertThat(done.html()).contains("Saved.", "b=3", "c=4").doesNotContain("a=1");
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
                        VALUES ('pages-1', 'pages', 'w', '1', 'RUNNING', '[]', 1, 0, now(), now());
                        INSERT INTO hm.cluster_inventory (cluster_id, digest, taken_at) VALUES ('pages-1', 'd', now());
                        INSERT INTO hm.cluster_model (cluster_id, name, provider, functions, origin, service, health, used_by)
                        VALUES ('pages-1', 'in-use', 'p', '{}', 'SYNCED', 'in-use', 'READY',
                            '[{"kind": "PIPELINE", "name": "<b>docs</b>"}]');
                        """).update();
        Page asked = visitor.get(SERVICES + "/in-use/deregister");
        assertThat(asked.html())
                .contains("pages-1", "pipeline", "&lt;b&gt;docs&lt;/b&gt;", ">remove<")
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

    @Test
    void shouldEscapeEverythingThatComesFromOutside() throws Exception {
        String hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
        register("hostile", Map.of("labels", "evil=" + hostile, "reason", hostile, "models.0.upstreamModel", hostile));

        for (String path : new String[] {
            SERVICES, SERVICES + "/hostile", SERVICES + "/hostile/edit", SERVICES + "?text=" + "%22%3E%3Cscript%3E"
        }) {
            assertThat(visitor.get(path).html()).as(path).doesNotContain("<script>alert", "<img src=x", "\"><script>");
        }
        assertThat(visitor.get(SERVICES + "/hostile").html()).contains("&lt;script&gt;alert(1)");
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

    @Test
    void shouldShowATokenOnce() throws Exception {
        Page form = visitor.get("/enrol?project=" + PROJECT);
        assertThat(form.field("project")).isEqualTo(PROJECT);
        Page wrong = visitor.submit(form, "/enrol", Map.of("id", "Not A Name", "project", "", "location", "MOON"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.error("id")).contains("not a name");
        assertThat(wrong.error("project")).contains("missing");
        assertThat(wrong.error("location")).contains("allowed: PRIMARY");

        Map<String, String> right =
                Map.of("id", "pages-token", "project", PROJECT, "location", "SELF_MANAGED", "labels", "a=b");
        Page enrolled = visitor.submit(wrong, "/enrol", right);
        String token = enrolled.field("token");
        assertThat(enrolled.status()).isEqualTo(201);
        assertThat(token).startsWith("msc_");
        assertThat(visitor.submit(form, "/enrol", right).error("id")).contains("enrolled already");
        Page cluster = visitor.get("/clusters/pages-token");
        assertThat(cluster.html()).contains("a=b", "self managed").doesNotContain(token);

        Page other = visitor.submit(cluster, "/clusters/pages-token/token", Map.of("reason", "lost"));
        assertThat(other.field("token")).startsWith("msc_").isNotEqualTo(token);
        Page revoked = visitor.submit(cluster, "/clusters/pages-token/revoke", Map.of());
        assertThat(revoked.html()).contains("Revoked.", "Enrol again");
        assertThat(visitor.get("/clusters").html()).contains("pages-token", ">revoked<");
        assertThat(visitor.submit(cluster, "/clusters/pages-token/token", Map.of())
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {REGISTER, "/enrol", SERVICES + "/whatever/deregister", "/clusters/whatever/revoke"})
    void shouldRefuseAFormThatIsNotThePagesOwn(String path) throws Exception {
        for (Map<String, String> forged : List.of(fields("forged", Map.of()), fields("forged", Map.of("_csrf", "x")))) {
            Page refused = visitor.post(path, forged);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.html()).contains("This form is out of date");
        }
        assertThat(api.get(PROJECT, "forged").status()).isEqualTo(404);
    }

    @Test
    void shouldBeStrictAboutWhatABrowserMayDo() throws Exception {
        for (String path : new String[] {SERVICES, "/api/v1/providers", "/assets/modelsync.css", "/nowhere"}) {
            HttpResponse<String> answer = visitor.raw(HttpRequest.newBuilder(visitor.at(path)));

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        }
        String page = visitor.get(REGISTER).html();
        assertThat(page)
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("\\s(style|on[a-z]+)=\"");
        assertThat(page).doesNotContainPattern("(src|href)=\"(https?:)?//");
    }

    @Test
    void shouldAnswerAPersonWithAPageAndAClientWithAProblem() throws Exception {
        HttpRequest.Builder person =
                HttpRequest.newBuilder(visitor.at("/nowhere")).header("Accept", "text/html,*/*");
        assertThat(visitor.raw(person).body()).contains("There is no page at this address");
        assertThat(visitor.raw(HttpRequest.newBuilder(visitor.at("/nowhere")))
                        .headers()
                        .firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/clusters/primary/revoke",
                "/api/v1/activity/rebuild",
                "/api/v1/projects/pages/inference-services"
            })
    void shouldNotLetAnotherSiteUseTheApi(String path) throws Exception {
        HttpResponse<String> refused = visitor.raw(HttpRequest.newBuilder(visitor.at(path))
                .header("Origin", "https://evil.example.com")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void shouldSendARegionWhenItHasBecomeDifferent() throws Exception {
        register("watched", Map.of());
        Matcher stream = Pattern.compile("sse-connect=\"([^\"]+)\"")
                .matcher(visitor.get(SERVICES + "/watched").html());
        assertThat(stream.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(visitor.at(stream.group(1).replace("&amp;", "&")))
                .timeout(Duration.ofSeconds(20))
                .build();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body(),
                UTF_8))) {
            assertThat(events.readLine()).isEqualTo(":alive");
            api.patch(PROJECT, "watched", api.get(PROJECT, "watched").etag(), "{\"labels\": {\"seen\": \"live\"}}");

            String line = events.readLine();
            while (line != null && !line.contains("seen=live")) {
                line = events.readLine();
            }
            assertThat(line).startsWith("data:").contains("seen=live");
        }
    }

    private Page register(String name, Map<String, String> others) throws Exception {
        return visitor.submit(visitor.get(REGISTER), REGISTER, fields(name, others));
    }

    private static Map<String, String> fields(String name, Map<String, String> others) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "name", name,
                "provider", "OPENAI",
                "endpointUrl", "https://api.openai.com",
                "apiProtocolVersion", "OPENAI_V1",
                "credentials.apiKey", "sk-secret",
                "models.0.upstreamModel", "text-embedding-3-small",
                "models.0.function", "TEXT_EMBEDDING",
                "models.0.registryName", ""));
        fields.putAll(others);
        return fields;
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
