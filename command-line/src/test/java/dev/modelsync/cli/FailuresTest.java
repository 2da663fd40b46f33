package dev.modelsync.cli;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody reads when it does not work: a line or two, and never a stack trace. */
class FailuresTest {
    private static final String SERVICES = "/api/v1/projects/demo/inference-services";

    private final FakeHm hm = new FakeHm();

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldSayThatTheServerIsAway() {
        hm.close();

        Run run = Run.on(hm, "service", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("cannot be reached at " + hm.url(), "--url");
    }

    @Test
    void shouldSayThatTheTokenIsWrong() {
        hm.on("GET " + SERVICES, 401, "{\"status\": 401, \"detail\": \"no\"}");
        Map<String, String> environment = Run.environment(hm);
        environment.put("MODELSYNC_TOKEN", "wrong-token");

        Run run = Run.of(environment, "", "service", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("(401)", "--token-file")
                .doesNotContain("wrong-token");
        assertThat(hm.last().headers().getFirst("Authorization")).isEqualTo("Bearer wrong-token");
    }

    @Test
    void shouldSayWhatIsNotAllowed() {
        hm.on("GET " + SERVICES, 403, "{\"status\": 403, \"detail\": \"This needs the role model-admin\"}");

        Run run = Run.on(hm, "service", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("(403)", "This needs the role model-admin");
    }

    @Test
    void shouldNameEachFieldThatIsWrong() {
        hm.on("POST " + SERVICES, 422, """
                {"title": "Unprocessable Content", "status": 422, "detail": "The registration breaks rules; see errors", "errors": [
                  {"pointer": "/endpointUrl", "code": "INVALID", "detail": "it is 'x'; allowed: absolute http or https"},
                  {"pointer": "", "code": "REQUIRED", "detail": "something is missing"},
                  {"parameter": "probe", "detail": "it is 'maybe'; allowed: required"}]}
                """);

        Run run = Run.on(hm, "service", "register", "s", "--endpoint", "x");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().map(String::strip))
                .containsExactly(
                        "modelsync: /endpointUrl: it is 'x'; allowed: absolute http or https",
                        "the request: something is missing",
                        "parameter probe: it is 'maybe'; allowed: required");
    }

    @Test
    void shouldNotBeTakenInByAnotherServer() {
        hm.on("GET " + SERVICES, 200, "<html>Welcome</html>");

        Run run = Run.on(hm, "service", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is no Hybrid Manager").doesNotContain("Welcome", "Exception");
    }

    @Test
    void shouldFollowNoRedirectToAnotherServer() {
        hm.on("GET " + SERVICES, 302, "", "Location", "http://127.0.0.1:1/");

        Run run = Run.on(hm, "service", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("302");
        assertThat(hm.requests()).hasSize(1);
    }

    @Test
    void shouldShowWhereAFailureCameFromWhenAsked() {
        hm.close();

        assertThat(Run.on(hm, "service", "list", "--debug").err()).contains("ConnectException", "\tat ");
        assertThat(Run.on(hm, "service", "list").err()).doesNotContain("\tat ");
    }

    @Test
    void shouldNotLetTheServerSteerTheTerminal() {
        hm.on("GET " + SERVICES, 404, "{\"status\": 404, \"detail\": \"a\\u001b[2Jb\"}");

        assertThat(Run.on(hm, "service", "list").err()).contains("a?[2Jb").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "service",
                "service lst",
                "service get",
                "service get one two",
                "--no-such-option service list",
                "-o xml service list",
                "service register s --model no-model",
                "service edit s --wait=61",
                "activity query --since yesterday",
                "activity query --since 1h --from 2026-11-24T20:15:00Z",
                "park retry primary",
                "park retry primary one --all",
                "park discard primary one",
                "cluster enrol primary --location PRIMARY",
                "service list --url no-address",
                "service list --url ftp://127.0.0.1",
                "service list --token-file no-such-file",
                "service list --ca-file no-such-file",
                "completion fish"
            })
    void shouldCallAWrongCommandLineSo(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        Run run = Run.on(hm, arguments);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
        assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(hm.requests().stream().map(FakeHm.Request::method)).doesNotContain("POST", "PATCH", "DELETE");
    }

    @Test
    void shouldAskForAProjectWhereOneIsNeeded() {
        Run run = Run.of(Map.of("MODELSYNC_URL", hm.url()), "", "service", "list");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--project", "MODELSYNC_PROJECT");
    }

    @Test
    void shouldSuggestWhatMayBeMeant() {
        assertThat(Run.on(hm, "service", "regster").err()).contains("Did you mean", "register");
    }
}
