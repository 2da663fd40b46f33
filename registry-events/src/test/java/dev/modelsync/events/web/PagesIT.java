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
        assertThat(page.html()).contains("Nothing here", "<main").doesNotContain("Exception", "aria-current");
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
        return visitor.register(PROJECT, name, others);
    }
}
