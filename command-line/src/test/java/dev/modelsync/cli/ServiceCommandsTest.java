package dev.modelsync.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceCommandsTest {
    private static final String SERVICES = "/api/v1/projects/demo/inference-services";
    private static final String SERVICE = """
            {"name": "s", "project": "demo", "revision": 7, "credentials": {"set": true, "version": 2},
             "models": [{"registryName": "s", "upstreamModel": "m:1", "function": "OCR", "aidbProvider": "x", "requestPath": "/p"}],
             "labels": {"team": "search"}, "status": {"state": "READY"},
             "clusters": [{"cluster": "primary", "state": "%s"}, {"cluster": "secondary", "state": "%s"}]}
            """;

    private final FakeHm hm = new FakeHm();

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldSendWhatTheOptionsSay() {
        hm.on("POST " + SERVICES, 201, "{\"name\": \"s\"}");

        Run.on(
                hm,
                "service",
                "register",
                "s",
                "--provider",
                "OPENAI",
                "--endpoint",
                "https://api.openai.com",
                "--protocol",
                "OPENAI_V1",
                "--allow-insecure",
                "--model",
                "TEXT_EMBEDDING=text-embedding-3-small",
                "--model",
                "named:text_completion=gpt=4:o",
                "--label",
                "team=search",
                "--reason",
                "ticket 42",
                "--actor",
                "ann",
                "--probe",
                "--idempotency-key",
                "k1");

        assertThat(json(hm.last().body())).isEqualTo(json("""
                {"name": "s", "provider": "OPENAI", "endpointUrl": "https://api.openai.com", "apiProtocolVersion": "OPENAI_V1",
                 "allowInsecure": true, "labels": {"team": "search"}, "reason": "ticket 42",
                 "models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING"},
                            {"upstreamModel": "gpt=4:o", "function": "TEXT_COMPLETION", "registryName": "named"}]}
                """));
        assertThat(hm.last().path()).endsWith("?probe=required");
        assertThat(hm.last().headers().getFirst("Idempotency-Key")).isEqualTo("k1");
        assertThat(hm.last().headers().getFirst("X-Actor")).isEqualTo("ann");
    }

    @Test
    void shouldSendAFileWithWhatOptionsSayAbout() {
        hm.on("POST " + SERVICES, 201, "{\"name\": \"s\"}");

        Run.of(
                Run.environment(hm),
                "endpointUrl: https://one\nlabels: {a: b}\n",
                "service",
                "register",
                "s",
                "-f",
                "-",
                "--endpoint",
                "https://two",
                "--label",
                "c=d");

        assertThat(json(hm.last().body()))
                .isEqualTo(
                        json(
                                "{\"endpointUrl\": \"https://two\", \"labels\": {\"a\": \"b\", \"c\": \"d\"}, \"name\": \"s\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "SYNCED, SYNCED, 0",
        "SYNCED, PARKED, 2",
        "SKIPPED, SYNCED, 2",
        "SILENT, SYNCED, 2",
        "PENDING, SYNCED, 4",
        "PENDING, PARKED, 4"
    })
    void shouldSayByTheExitCodeHowFarTheClustersAre(String primary, String secondary, int exitCode) {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted(primary, secondary), "ETag", "\"7\"");
        hm.on("PATCH " + SERVICES + "/s", 200, SERVICE.formatted(primary, secondary));

        Run waited = Run.on(hm, "service", "wait", "s", "--timeout", "0");
        Run edited = Run.on(hm, "service", "edit", "s", "--label", "a=b", "--wait=5");

        assertThat(waited.exitCode()).isEqualTo(exitCode);
        assertThat(waited.out()).contains("primary", primary, "secondary", secondary);
        assertThat(edited.exitCode()).isEqualTo(exitCode);
        assertThat(hm.last().headers().getFirst("Prefer")).isEqualTo("wait=5");
        assertThat(Run.on(hm, "service", "edit", "s", "--label", "a=b").exitCode())
                .isZero();
    }

    @Test
    void shouldWaitForTheClusterThatIsNamed() {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("PENDING", "PARKED"));
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("SYNCED", "PARKED"));

        assertThat(Run.on(hm, "service", "wait", "s", "--cluster", "primary").exitCode())
                .isZero();
        Run unknown = Run.on(hm, "service", "wait", "s", "--cluster", "no-such");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no-such", "primary, secondary");
    }

    @Test
    void shouldChangeTheListOfModelsAsItIs() {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("SYNCED", "SYNCED"), "ETag", "\"7\"");
        hm.on("PATCH " + SERVICES + "/s", 200, "{\"name\": \"s\"}");

        Run.on(
                hm,
                "service",
                "edit",
                "s",
                "--add-model",
                "more:OCR=m2",
                "--remove-label",
                "team",
                "--remove-credentials");

        assertThat(json(hm.last().body())).isEqualTo(json("""
                {"models": [{"upstreamModel": "m:1", "function": "OCR", "registryName": "s"},
                            {"upstreamModel": "m2", "function": "OCR", "registryName": "more"}],
                 "labels": {"team": null}, "credentials": null}
                """));
        assertThat(hm.last().headers().getFirst("If-Match")).isEqualTo("\"7\"");
        Run unknown = Run.on(hm, "service", "edit", "s", "--remove-model", "no-such");
        assertThat(unknown.exitCode()).isEqualTo(64);
        assertThat(unknown.err()).contains("no model 'no-such'", "it has s");
    }

    @Test
    void shouldTellWhoWasFaster() {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("SYNCED", "SYNCED"), "ETag", "\"7\"");
        hm.on("PATCH " + SERVICES + "/s", 412, "{\"status\": 412, \"detail\": \"stale\"}");
        hm.on("GET /api/v1/activity", 200, """
                {"nextCursor": null, "entries": [
                  {"type": "UPDATED", "actor": "ben", "at": "2026-11-24T20:15:00Z", "revision": 7, "serviceUid": "u", "reason": "ticket 7",
                   "before": {"endpointUrl": "https://old"}, "after": {"endpointUrl": "https://new"}},
                  {"type": "UPDATED", "actor": "carl", "at": "2026-11-24T20:00:00Z", "revision": 5, "serviceUid": "u", "reason": null,
                   "before": {}, "after": {}}]}
                """);

        Run run = Run.on(hm, "service", "edit", "s", "--label", "a=b", "--revision", "5");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Nothing was changed",
                        "since revision 5",
                        "revision 7, UPDATED by ben at 2026-11-24T20:15:00Z",
                        "endpointUrl \"https://old\" -> \"https://new\"",
                        "(ticket 7)")
                .doesNotContain("carl");
        assertThat(hm.requests())
                .filteredOn(request -> request.method().equals("PATCH"))
                .singleElement()
                .satisfies(patch ->
                        assertThat(patch.headers().getFirst("If-Match")).isEqualTo("\"5\""));
    }

    @Test
    void shouldSayWhatADeregistrationWouldBreak() {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("SYNCED", "SYNCED"), "ETag", "\"7\"");
        hm.on("DELETE " + SERVICES + "/s", 409, """
                {"status": 409, "detail": "in use", "errors": [{"pointer": "/models", "code": "IN_USE", "detail": "models are in use on primary"}],
                 "dependants": [{"clusterId": "primary", "takenAt": "2026-11-24T07:19:59Z",
                   "models": [{"registryName": "s", "usedBy": [{"kind": "PIPELINE", "name": "docs"}]}]}]}
                """);
        hm.on("DELETE " + SERVICES + "/s", 204, "");

        Run refused = Run.on(hm, "service", "deregister", "s");
        Run forced = Run.on(hm, "service", "deregister", "s", "--force", "--reason", "old & gone");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("primary", "PIPELINE docs", "--force");
        assertThat(forced.exitCode()).isZero();
        assertThat(hm.last().path()).endsWith("?force=true&reason=old%20%26%20gone");
        assertThat(forced.err()).contains("Deregistered s");
    }

    @Test
    void shouldForetellByADryRun() {
        hm.on("GET " + SERVICES + "/s", 200, SERVICE.formatted("SYNCED", "SYNCED"), "ETag", "\"7\"");
        hm.on("PATCH " + SERVICES + "/s", 200, """
                {"project": "demo", "name": "s", "changedFields": ["models"], "clusters": [{"cluster": "primary", "silent": true,
                  "models": [{"registryName": "more", "action": "SKIP", "reason": "NAME_TAKEN"}]}]}
                """);
        hm.on(
                "PATCH " + SERVICES + "/s",
                200,
                "{\"project\": \"demo\", \"name\": \"s\", \"changedFields\": [], \"clusters\": []}");

        Run changes = Run.on(hm, "service", "edit", "s", "--add-model", "more:OCR=m2", "--dry-run", "--wait");
        Run nothing = Run.on(hm, "service", "edit", "s", "--label", "team=search", "--dry-run");

        assertThat(changes.exitCode()).isEqualTo(2);
        assertThat(changes.out()).contains("Would change: models", "primary", "more", "SKIP", "NAME_TAKEN", "silent");
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).contains("Nothing would change");
        assertThat(hm.last().path()).endsWith("?dryRun=true");
    }

    @Test
    void shouldListAllPagesInEachForm() {
        hm.on(
                "GET " + SERVICES,
                200,
                "{\"items\": [" + SERVICE.formatted("SYNCED", "PARKED") + "], \"nextPageToken\": \"t1\"}");
        hm.on("GET " + SERVICES, 200, "{\"items\": [{\"name\": \"z\"}], \"nextPageToken\": null}");

        Run json = Run.on(hm, "service", "list", "-o", "json", "--label", "team", "--label", "a=b");

        assertThat(json(json.out())).hasSize(2);
        assertThat(hm.last().path()).endsWith("?label=team&label=a%3Db&limit=500&pageToken=t1");
        assertThat(Run.on(hm, "service", "list", "-o", "yaml").out()).contains("- name: \"z\"");
        assertThat(Run.on(hm, "service", "list").out()).startsWith("NAME").contains("\nz ");
    }

    @Test
    void shouldSayWhichLinkIsBrokenAndWhatToDo() {
        String why = """
                {"works": %s, "end": null, "links": [
                  {"name": "SAVED", "state": "OK", "detail": "revision 7", "remedy": null},
                  {"name": "PLANNED", "state": "BROKEN", "detail": "the name is taken", "remedy": "Rename the model"},
                  {"name": "APPLIED", "state": "NOT_REACHED", "detail": "-", "remedy": null}]}
                """;
        hm.on("GET " + SERVICES + "/s/why", 200, why.formatted("false"));
        hm.on("GET " + SERVICES + "/s/why", 200, why.formatted("null"));
        hm.on("GET " + SERVICES + "/s/why", 200, why.formatted("true"));

        Run broken = Run.on(hm, "why", "s", "primary");

        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.out()).isEqualTo("""
                OK       SAVED              revision 7
                BROKEN   PLANNED            the name is taken
                         -> Rename the model
                """);
        assertThat(hm.last().path()).endsWith("/s/why?cluster=primary");
        assertThat(Run.on(hm, "why", "s", "primary").exitCode()).isEqualTo(2);
        assertThat(Run.on(hm, "why", "s", "primary").exitCode()).isZero();
    }

    @Test
    void shouldEscapeNamesInPaths() {
        Run.on(hm, "service", "get", "../x?y", "-p", "a b");

        assertThat(hm.last().path()).isEqualTo("/api/v1/projects/a%20b/inference-services/..%2Fx%3Fy");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
