package dev.modelsync.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayCommandsTest {
    private static final String REPLAYS = "/api/v1/replays";
    private static final String REPLAY = REPLAYS + "/outage";
    private static final String PLAN = REPLAY + "/clusters/primary/plan";
    private static final String EMPTY = "{\"items\": [], \"nextPageToken\": null}";

    private final FakeHm hm = new FakeHm();

    @AfterEach
    void close() {
        hm.close();
    }

    @Test
    void shouldPlanAndShowWhatWouldChange() {
        hm.on("POST " + REPLAYS, 202, replay("PLANNING", 0, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("PLANNING", 0, 0, 0));
        hm.on("GET " + REPLAY, 200, replay("PLANNED", 1, 0, 0));
        hm.on("GET " + PLAN, 200, """
                {"nextPageToken": null, "items": [{"project": "demo", "service": "openai-prod", "revision": 7, "eventId": "u:7",
                  "reason": null, "models": [{"registryName": "gpt", "action": "CREATE", "reason": "MISSING"}]}]}
                """);

        Run planned = Run.on(
                hm,
                "replay",
                "plan",
                "outage",
                "--cluster",
                "primary",
                "--service",
                "openai-*",
                "--offsets",
                "0:5-9",
                "--reason",
                "ticket 42");

        assertThat(planned.exitCode()).as(planned.err()).isEqualTo(2);
        assertThat(planned.out()).contains("gpt", "CREATE", "MISSING", "modelsync replay run outage");
        assertThat(planned.out().split("gpt", -1)).hasSize(2);
        assertThat(json(hm.requests().get(0).body())).isEqualTo(json("""
                {"name": "outage", "clusters": ["primary"], "services": ["openai-*"], "reason": "ticket 42",
                 "offsets": [{"partition": 0, "from": 5, "to": 9}]}
                """));
    }

    @Test
    void shouldSayThatThereIsNothingToDo() {
        hm.on("POST " + REPLAYS, 202, replay("PLANNING", 0, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("PLANNED", 0, 0, 0));
        hm.on("GET " + PLAN, 200, EMPTY);

        Run planned = Run.on(hm, "replay", "plan", "outage", "--cluster", "primary");

        assertThat(planned.exitCode()).isZero();
        assertThat(planned.out()).doesNotContain("replay run");
    }

    @Test
    void shouldSayWhereToSeeWhatAPlanLeavesOut() {
        hm.on("POST " + REPLAYS, 202, replay("PLANNING", 0, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("PLANNED", 0, 0, 0).replace("\"skip\": 0", "\"skip\": 2"));
        hm.on("GET " + PLAN, 200, EMPTY);

        assertThat(Run.on(hm, "replay", "plan", "outage", "--cluster", "primary")
                        .out())
                .contains("On primary 2 models are left out", "replay status outage --plan primary --action SKIP");
    }

    @Test
    void shouldPlanWhatHasChangedSinceAWhileAgo() {
        hm.on("POST " + REPLAYS, 202, replay("PLANNING", 0, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("PLANNED", 0, 0, 0));
        hm.on("GET " + PLAN, 200, EMPTY);

        Run.on(hm, "replay", "plan", "outage", "--cluster", "primary", "--since", "2h");

        JsonNode sent = json(hm.requests().get(0).body());
        assertThat(Instant.parse(sent.get("from").asString()))
                .isBetween(Instant.now().minusSeconds(7260), Instant.now().minusSeconds(7199));
        assertThat(sent.has("to")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DONE, 0, 0",
        "DONE, 1, 2",
        "STALE, 0, 2",
        "CANCELLED, 0, 2",
        "NEEDS_APPROVAL, 0, 3",
        "FAILED, 0, 1",
        "REFUSED, 0, 1",
        "UNANSWERED, 0, 1",
        "RUNNING, 0, 4"
    })
    void shouldTellByItsExitCodeWhatBecameOfARun(String state, int overtaken, int exitCode) {
        hm.on("POST " + REPLAY + "/run", 202, replay("CHECKING", 1, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay(state, 1, 1, overtaken));

        Run run = Run.on(hm, "replay", "run", "outage", "--cluster", "primary", "--reason", "why", "--wait", "1");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).contains("primary", state, "1/1");
        assertThat(run.err().contains("modelsync cluster approve")).isEqualTo(exitCode == 3);
        assertThat(json(hm.requests().get(0).body()))
                .isEqualTo(json("{\"clusters\": [\"primary\"], \"reason\": \"why\"}"));
    }

    @Test
    void shouldCancelShowAndList() {
        hm.on("POST " + REPLAY + "/cancel", 202, replay("PLANNED", 1, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("PLANNED", 1, 0, 0));
        hm.on("GET " + REPLAY, 200, replay("CANCELLED", 1, 0, 0));
        hm.on("GET " + PLAN, 200, EMPTY);
        hm.on("GET " + REPLAYS, 200, "{\"items\": [" + replay("CANCELLED", 1, 0, 0) + "], \"nextPageToken\": null}");

        Run cancelled = Run.on(hm, "replay", "cancel", "outage");
        assertThat(cancelled.exitCode()).isZero();
        assertThat(cancelled.out()).contains("CANCELLED").doesNotContain("PLANNED");
        assertThat(Run.on(hm, "replay", "status", "outage").out()).contains("CANCELLED");
        assertThat(Run.on(hm, "replay", "status", "outage", "--plan", "primary", "--action", "create")
                        .exitCode())
                .isZero();
        assertThat(hm.last().path()).contains("action=CREATE");
        assertThat(Run.on(hm, "replay", "list").out()).contains("outage", "ann");
    }

    @ParameterizedTest
    @CsvSource({
        "run, PLANNED, RUN_REPLAY, REFUSED, REPLAY_RUNNING, 1",
        "run, PLANNED, RUN_REPLAY, PENDING, , 4",
        "run, EXPIRED, RUN_REPLAY, REFUSED, PLAN_EXPIRED, 1",
        "run, EXPIRED, RUN_REPLAY, PENDING, , 2",
        "cancel, PLANNED, CANCEL_REPLAY, PENDING, , 4",
        "cancel, RUNNING, CANCEL_REPLAY, REFUSED, UNKNOWN_REPLAY, 1",
        "cancel, DONE, CANCEL_REPLAY, REFUSED, REPLAY_ENDED, 0",
        "cancel, NEEDS_APPROVAL, CANCEL_REPLAY, DONE, , 4",
        "cancel, EXPIRED, RUN_REPLAY, REFUSED, PLAN_EXPIRED, 0"
    })
    void shouldTellWhatTheWorkerSaysOfAnOrder(
            String act, String state, String order, String result, @Nullable String refusal, int exitCode) {
        String last =
                "\"lastCommand\": {\"type\": \"%s\", \"result\": \"%s\", \"refusal\": %s, \"detail\": \"as it says\"}, \"report\":"
                        .formatted(order, result, refusal == null ? null : '"' + refusal + '"');
        hm.on("POST " + REPLAY + '/' + act, 202, replay(state, 1, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay(state, 1, 0, 0).replace("\"report\":", last));

        Run run = Run.on(hm, "replay", act, "outage", "--wait", "0");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err().contains("Cluster primary refuses: " + refusal + ". as it says"))
                .isEqualTo(exitCode == 1);
    }

    @Test
    void shouldTellOfTheClustersThatAreMeant() {
        hm.on("POST " + REPLAY + "/run", 202, replay("CHECKING", 1, 0, 0), "Location", REPLAY);
        hm.on("GET " + REPLAY, 200, replay("DONE", 1, 1, 0).replace("}}}]", """
                }}}, {"cluster": "secondary", "state": "PLANNED", "report": {}}]"""));

        assertThat(Run.on(hm, "replay", "run", "outage", "--cluster", "primary").exitCode())
                .isZero();
        assertThat(Run.on(hm, "replay", "run", "outage").exitCode()).isEqualTo(4);
    }

    @Test
    void shouldAskTheActivityLogForWhatAReplayDid() {
        hm.on("GET /api/v1/activity", 200, "{\"entries\": [], \"nextCursor\": null}");

        Run.on(hm, "activity", "query", "--replay-id", "r", "--cluster", "c");
        assertThat(hm.last().path())
                .as("commands about a replay are of no project")
                .isEqualTo("/api/v1/activity?cluster=c&replayId=r&limit=100");
    }

    @Test
    void shouldShowOfWhichReplayAnOutcomeCame() {
        hm.on("GET /api/v1/activity", 200, """
                {"nextCursor": null, "entries": [{"id": "u:1", "at": "2026-11-24T20:15:00Z", "type": "UPDATED", "actor": "ann",
                  "project": "demo", "service": "s", "revision": 1, "reason": null, "cluster": null, "outcomes": [
                  {"cluster": "one", "result": "APPLIED", "reason": null, "replayId": "r-1"},
                  {"cluster": "two", "result": "SKIPPED", "reason": "NAME_TAKEN", "replayId": null}]}]}
                """);

        assertThat(Run.on(hm, "activity", "query").out())
                .contains("one APPLIED by replay r-1, two SKIPPED (NAME_TAKEN)");
    }

    @Test
    void shouldSayWhatIsWrongAndOrderNothing() {
        Run span = Run.on(hm, "replay", "plan", "outage", "--cluster", "primary", "--offsets", "5-9");
        Run nowhere = Run.on(hm, "replay", "plan", "outage");

        assertThat(span.exitCode()).isEqualTo(64);
        assertThat(span.err()).contains("'5-9'", "PARTITION:FROM-TO");
        assertThat(nowhere.exitCode()).isEqualTo(64);
        assertThat(nowhere.err()).contains("--cluster");
        assertThat(hm.requests()).isEmpty();
    }

    private static String replay(String state, int creates, int done, int overtaken) {
        return """
                {"name": "outage", "id": "1", "state": "%1$s", "services": [], "from": null, "to": null, "offsets": [], "actor": "ann",
                 "reason": null, "createdAt": "2026-11-26T10:00:00Z", "clusters": [{"cluster": "primary", "state": "%1$s",
                   "reason": null, "detail": "said", "report": {
                     "planned": {"services": 3, "changedServices": %2$d, "create": %2$d, "edit": 0, "remove": 0, "leave": 2, "skip": 0},
                     "done": {"services": %3$d, "created": 0, "edited": 0, "removed": 0, "parked": 0, "overtaken": %4$d}}}]}
                """.formatted(state, creates, done, overtaken);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
