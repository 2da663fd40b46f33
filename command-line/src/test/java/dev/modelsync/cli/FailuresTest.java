package dev.modelsync.cli;

import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayOfEveryCommandThatTheServerIsAway(String command) {
        hm.close();

        Run run = Run.on(hm, command.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(command.equals("doctor") ? 2 : 1);
        assertThat(run.out() + run.err())
                .contains("cannot be reached at " + hm.url())
                .doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayOfEveryCommandThatTheTokenIsWrong(String command) {
        hm.onEverything(401, "{\"status\": 401, \"detail\": \"no\"}");
        Map<String, String> environment = Run.environment(hm);
        environment.put("MODELSYNC_TOKEN", "wrong-token");

        Run run = Run.of(environment, "", command.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(command.equals("doctor") ? 2 : 1);
        assertThat(run.out() + run.err()).contains("--token-file").doesNotContain("wrong-token", "Exception", "\tat ");
        assertThat(hm.requests()).hasSize(1);
    }

    /** As they are typed with what they need; every one that speaks to Hybrid Manager. */
    static List<String> commands() {
        return List.of(
                "service register s --provider OPENAI --endpoint https://api.example --model TEXT_EMBEDDING=m",
                "service list",
                "service get s",
                "service edit s --label a=b",
                "service deregister s",
                "service wait s --timeout 1",
                "service history s",
                "cluster enrol c --location PRIMARY --access-token-file -",
                "cluster delivery c PROXY",
                "cluster list",
                "cluster status c",
                "cluster diff c",
                "cluster approve c",
                "cluster pause c",
                "cluster resume c",
                "cluster rebuild c",
                "replay plan r --cluster c",
                "replay run r",
                "replay status r",
                "replay cancel r",
                "replay list",
                "park list",
                "park show c s",
                "park retry c s",
                "park discard c s --reason old",
                "activity tail",
                "activity query",
                "activity export",
                "activity rebuild",
                "activity proof",
                "activity keys",
                "topics create",
                "topics verify",
                "why s c",
                "doctor");
    }

    /** A command that comes later has to be added above. */
    @Test
    void shouldKnowEveryCommand() {
        CommandLine command = Modelsync.commandLine(new Session(Surroundings.ofProcess()));

        assertThat(leaves(command).map(leaf -> leaf.replaceFirst("modelsync ", "")))
                .allSatisfy(name -> assertThat(
                                Stream.concat(commands().stream(), Stream.of("activity verify", "completion")))
                        .anyMatch(tried -> (tried + ' ').startsWith(name + ' ')));
    }

    private static Stream<String> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command.getCommandSpec().qualifiedName())
                : command.getSubcommands().values().stream().flatMap(FailuresTest::leaves);
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
                "replay plan outage --cluster primary --since yesterday",
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

    /** As on a full disk: a script must not take half an export for a whole one. */
    @ParameterizedTest
    @ValueSource(strings = {"activity export", "service list", "service list -o json", "completion bash", "--version"})
    void shouldFailWhereTheResultCannotBeWritten(String line) {
        hm.on("GET /api/v1/activity/export", 200, "{\"id\": \"1\"}\n");
        hm.on("GET " + SERVICES, 200, "{\"items\": [], \"nextPageToken\": null}");

        Run run = Run.withFullDisk(hm, line.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Not all of the result was written");
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
