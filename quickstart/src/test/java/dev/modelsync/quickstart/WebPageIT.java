package dev.modelsync.quickstart;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The pages in a real browser, through the whole system: what an operator does, and what that looks like. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageIT implements BarrierCases {
    static final String SERVICES = "/projects/demo/services";
    static final String REGISTER = "/projects/demo/register";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private Stack stack;
    private Browser browser;
    private HmClient hm;

    /** Skipped where there is no browser, unless somebody counts on it. */
    @BeforeAll
    void start() {
        if (!Browser.isThere()) {
            System.err.println(Browser.WHAT_TO_INSTALL);
            boolean required = Boolean.getBoolean("browser.required") || "true".equals(System.getenv("CI"));
            assertThat(required).as(Browser.WHAT_TO_INSTALL).isFalse();
            Assumptions.abort(Browser.WHAT_TO_INSTALL);
        }
        stack = Stack.start(folder.resolve("data"), Settings.onFreePorts());
        hm = stack.client();
        browser = Browser.start(stack.registryEvents().address(), folder);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Override
    public Browser browser() {
        return browser;
    }

    @Override
    public void registerOnce(String name) {
        if (hm.get(name).status() != 200) {
            register(name);
        }
    }

    @BeforeEach
    void forgetWhatAnotherTestLeft() {
        browser.complaints();
    }

    @Test
    void shouldShowAServiceArriveOnTheClustersWhileOneWatches() {
        browser.open(REGISTER);
        browser.type("name", "arrives");
        browser.choose("provider", "NVIDIA NIM");
        browser.awaitText("May be left out.");
        browser.type("endpointUrl", provider());
        browser.type("credentials.apiKey", "nv-secret");
        browser.type("models.0.upstreamModel", "rerank");
        browser.choose("models.0.function", "Reranking");
        browser.follow("Register");

        browser.mark();
        browser.awaitText("is synced on 2 of 2 clusters");
        assertThat(browser.isSameDocument()).isTrue();
        assertThat(browser.address().getPath()).isEqualTo(SERVICES + "/arrives");
        assertThat(browser.text()).contains("primary", "secondary", "synced").doesNotContain("nv-secret");
        browser.awaitText("registered");
        assertNoComplaint();
    }

    @Test
    void shouldTurnTheChipsOfTheListWithoutLoadingIt() {
        register("listed");
        browser.open(SERVICES + "?text=listed");
        browser.awaitText("1 service.");
        browser.mark();

        register("listed-too");

        browser.awaitText("2 services.");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.text().split("primary synced", -1)).hasSize(3));
        assertThat(browser.isSameDocument()).isTrue();
        assertNoComplaint();
    }

    @Test
    void shouldRegisterByKeyboardAlone() {
        browser.open(SERVICES);
        browser.press(Keys.TAB);
        assertThat(browser.focusedText()).isEqualTo("Skip to content");
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat(browser.focusedText()).isEqualTo("Register a service");
        browser.press(Keys.ENTER);
        browser.awaitField("name");

        tabTo("name");
        browser.press("by-keyboard");
        tabTo("endpointUrl");
        browser.press(provider());
        tabTo("credentials.apiKey");
        browser.press("sk-any");
        tabTo("models.0.upstreamModel");
        browser.press("text-embedding-3-small");
        tabTo("models.0.function");
        browser.press("Text e");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);

        browser.awaitText("is synced on 2 of 2 clusters");
        assertThat(browser.address().getPath()).isEqualTo(SERVICES + "/by-keyboard");
    }

    @Test
    void shouldLeadToWhatIsWrongAndKeepWhatWasTyped() {
        browser.open(REGISTER);
        browser.type("name", "Not A Name");
        browser.type("credentials.apiKey", "sk-any");
        browser.type("models.0.upstreamModel", "m");
        browser.click("Add a model");
        browser.awaitField("models.1.upstreamModel");
        assertThat(browser.field("credentials.apiKey").getDomProperty("value")).isEqualTo("sk-any");
        browser.type("models.1.upstreamModel", "n");
        browser.click("Register");

        browser.awaitText("Nothing was changed: please correct");
        browser.awaitFocusOn("Nothing was changed");
        assertThat(browser.field("name").getDomProperty("value")).isEqualTo("Not A Name");
        assertThat(browser.field("name").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.field("models.1.upstreamModel").getDomProperty("value"))
                .isEqualTo("n");
        assertThat(browser.field("credentials.apiKey").getDomProperty("value")).isEmpty();
        assertThat(browser.complaints()).allMatch(said -> said.contains("422"));
    }

    @Test
    void shouldTellTheSecondEditorWhatTheFirstChanged() {
        register("edited-twice");
        browser.open(SERVICES + "/edited-twice/edit");
        String second = browser.tab();
        String first = browser.openTab(SERVICES + "/edited-twice/edit");
        browser.type("labels", "team=first");
        browser.click("Save");
        browser.awaitText("Saved.");
        browser.closeTab(first, second);

        browser.type("endpointUrl", provider() + "/second");
        browser.click("Save");

        browser.awaitText("Somebody else changed this service while you were editing");
        browser.awaitFocusOn("Somebody else changed this service");
        assertThat(browser.text()).contains("team=first", "not changed by you");
        assertThat(browser.field("labels").getDomProperty("value")).isEqualTo("team=first");
        assertThat(browser.complaints()).allMatch(said -> said.contains("409"));
        browser.click("Save");
        browser.awaitText("Saved.");
        assertThat(hm.get("edited-twice").body()).contains("/second", "first");
    }

    @Test
    void shouldDeregisterWhatIsInUseByForceOnly() throws SQLException {
        register("in-use");
        Dba.run(stack.servers().clusters().get(0), "CREATE TABLE documents (id bigint PRIMARY KEY, body text)");
        Dba.run(
                stack.servers().clusters().get(0),
                "SELECT aidb.create_pipeline('web-docs', 'documents', 'SummarizeText',"
                        + " step_1_options => aidb.summarize_text_config('in-use'))");
        register("makes-the-worker-look");
        browser.open(SERVICES + "/in-use");
        browser.awaitText("web-docs");

        browser.click("Deregister…");
        browser.awaitText("These will fail at their next run");
        assertThat(browser.text()).contains("remove", "primary", "secondary");
        browser.click("Deregister in-use");
        browser.awaitText("The service is in use");
        assertThat(hm.get("in-use").status()).isEqualTo(200);
        assertThat(browser.complaints()).allMatch(said -> said.contains("409"));

        browser.field("force").click();
        browser.type("reason", "end of the pilot");
        browser.click("Deregister in-use");
        browser.awaitText("is deregistered");
        browser.open("/activity?service=in-use&type=DEREGISTERED");
        browser.awaitText("end of the pilot");
        browser.awaitText("primary removed");
        assertNoComplaint();
    }

    @Test
    void shouldShowActivityAsItHappens() {
        browser.open("/activity");
        browser.mark();

        register("happens");

        browser.awaitText("demo / happens");
        browser.type("service", "happens");
        browser.click("Filter");
        browser.awaitText("secondary applied");
        assertThat(browser.text()).doesNotContain("demo / listed");
        assertNoComplaint();
    }

    @Test
    void shouldEnrolAClusterAndShowItsTokenOnce() {
        browser.open("/clusters");
        browser.follow("Enrol a cluster");
        browser.type("id", "edge-1");
        browser.type("project", "elsewhere");
        browser.choose("location", "self managed");
        browser.follow("Enrol");
        String token = browser.field("token").getDomProperty("value");
        assertThat(token).startsWith("msc_");

        browser.click("I have copied it");
        browser.awaitText("start its worker");
        assertThat(browser.text()).contains("silent", "self managed").doesNotContain(token);
        browser.open("/clusters");
        browser.awaitText("edge-1");
        assertThat(browser.text()).contains("running", "primary", "secondary", "0 records");
        assertNoComplaint();
    }

    private void assertNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    private void tabTo(String id) {
        for (int i = 0; i < 40 && !browser.focus().equals(id); i++) {
            browser.press(Keys.TAB);
        }
        assertThat(browser.focus()).isEqualTo(id);
    }

    private String provider() {
        return stack.servers().provider().baseUrl().toString();
    }

    private void register(String name) {
        hm.register(Map.of(
                        "name",
                        name,
                        "provider",
                        "OPENAI_COMPATIBLE",
                        "endpointUrl",
                        provider(),
                        "models",
                        List.of(Map.of("upstreamModel", "m", "function", "TEXT_COMPLETION"))))
                .orFail("Registering " + name);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(hm.get(name).body().split("\"SYNCED\"", -1)).hasSize(3));
    }
}
