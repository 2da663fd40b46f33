package dev.modelsync.cli;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorTest {
    private static final String RUNNING = "\"state\": \"RUNNING\", \"lag\": 0";

    private final FakeHm hm = new FakeHm();

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldFindNothingWhereAllIsWell() {
        prepare(Instant.now().toString(), "OK", RUNNING);

        Run run = Run.on(hm, "doctor");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out().lines()).hasSize(5).allMatch(line -> line.startsWith("OK "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"state\": \"SILENT\", \"since\": null | FAIL  cluster primary   Its worker has never reported",
                "\"state\": \"SILENT\", \"since\": \"then\" | has not reported since then",
                "\"state\": \"PAUSED\", \"detail\": \"paused by ann\" | Its worker is paused by ann",
                "\"state\": \"NEEDS_APPROVAL\", \"removalStop\": {\"removals\": 40} | modelsync cluster approve primary",
                "\"state\": \"FAILING\", \"detail\": \"no database\" | does not get on: no database",
                "\"state\": \"RUNNING\", \"delivery\": {\"enrolled\": \"DIRECT\", \"reported\": \"PROXY\", \"hint\": \"mend\"} |"
                        + " enrolled with delivery DIRECT, and its worker has PROXY",
                "\"state\": \"RUNNING\", \"lag\": 5000 | 5000 records wait",
                "\"state\": \"RUNNING\", \"models\": {\"parkedServices\": 2} | modelsync park list --cluster primary",
                "\"state\": \"RUNNING\", \"models\": {\"driftedModels\": 3} | 3 models are not as they were made"
            })
    void shouldFindWhatIsWrongWithACluster(String status, String said) {
        prepare(Instant.now().toString(), "OK", status);

        Run run = Run.on(hm, "doctor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains(said, "-> ");
    }

    @Test
    void shouldTellWhatHybridManagerFindsOfItself() {
        prepare(Instant.now().toString(), "FAIL", RUNNING);

        Run run = Run.on(hm, "doctor", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("\"level\" : \"FAIL\"", "\"remedy\" : \"mend it\"");
    }

    @Test
    void shouldFindThatClocksAreApart() {
        prepare(Instant.now().minusSeconds(3600).toString(), "OK", RUNNING);

        Run run = Run.on(hm, "doctor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("WARN  clock", "s apart");
    }

    @Test
    void shouldSayThatATokenIsOfNoUse() {
        prepare(Instant.now().toString(), "OK", RUNNING);
        var environment = Run.environment(hm);
        environment.put("MODELSYNC_TOKEN", "t");

        assertThat(Run.of(environment, "", "doctor").out()).contains("WARN  token", "asks for none");
    }

    @ParameterizedTest
    @CsvSource({
        "401, does not accept the token",
        "403, The token may not look",
        "404, older than this command",
        "503, answers 503"
    })
    void shouldSayWhyItIsNotAnswered(int status, String said) {
        hm.on("GET /api/v1/checks", status, "{\"status\": " + status + ", \"detail\": \"x\"}");

        Run run = Run.on(hm, "doctor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).startsWith("FAIL").contains(said);
    }

    @Test
    void shouldFindThatNobodyAnswers() {
        hm.close();

        Run run = Run.on(hm, "doctor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).startsWith("FAIL").contains("cannot be reached");
    }

    @Test
    void shouldFindThatNoClusterIsEnrolled() {
        prepare(Instant.now().toString(), "OK", RUNNING);

        assertThat(Run.on(hm, "doctor", "-p", "other").out()).contains("No cluster is enrolled");
    }

    private void prepare(String time, String level, String status) {
        hm.on("GET /api/v1/checks", 200, """
                        {"version": "1.2.3", "time": "%s", "findings": [
                          {"subject": "topics", "level": "%s", "detail": "found", "remedy": %s}]}
                        """.formatted(time, level, level.equals("OK") ? "null" : "\"mend it\""));
        hm.on("GET /api/v1/openapi.json", 200, "{\"security\": []}");
        hm.on("GET /api/v1/clusters", 200, """
                {"nextPageToken": null, "items": [{"id": "primary", "project": "demo", "enrolled": true},
                                                  {"id": "gone", "project": "demo", "enrolled": false}]}
                """);
        hm.on("GET /api/v1/clusters/primary/status", 200, "{\"clusterId\": \"primary\", " + status + "}");
    }
}
