package dev.modelsync.events.replay;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.schema.PlannedAction;
import dev.modelsync.schema.ReplayState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static dev.modelsync.events.replay.Replaying.PATH;
import static dev.modelsync.events.replay.Replaying.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The life of replays over the API. Tests keep apart by the names of replays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayApiIT {
    private final Hm hm = Hm.shared();
    private ConfigurableApplicationContext application;
    private Api api;
    private Replaying replaying;

    @BeforeAll
    void start() {
        application = hm.startApplication();
        api = new Api(application);
        replaying = new Replaying(hm, api);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void shouldPlanRunAndTellWhatBecameOfIt() throws Exception {
        Api.Answer given = replaying.post(PATH, """
                {"name": "whole-way", "clusters": ["replayed-1"], "services": ["a*"], "reason": "ticket 42"}
                """);

        assertThat(given.status()).isEqualTo(202);
        assertThat(given.response().headers().firstValue("Location")).contains(PATH + "/whole-way");
        assertThat(given.json().get("state").stringValue()).isEqualTo("PLANNING");
        String id = given.json().get("id").stringValue();
        String planCommand = replaying.command("whole-way");

        // The report may be read before the plan that it is about.
        replaying.report(
                id, planCommand, ReplayState.PLANNED, 2, replaying.now().plus(Duration.ofHours(1)));
        replaying.plan(
                id,
                0,
                Replaying.service(0, "a1", PlannedAction.CREATE),
                Replaying.service(1, "a2", PlannedAction.LEAVE));
        replaying.plan(id, 1, Replaying.service(2, "a3", PlannedAction.CREATE));
        replaying.awaitState("whole-way", "PLANNED");

        JsonNode cluster = replaying.cluster("whole-way");
        assertThat(cluster.at("/report/planned/create").asInt()).isEqualTo(2);
        assertThat(cluster.at("/report/topicEnds/0/endOffset").asLong()).isEqualTo(77);
        String plan = PATH + "/whole-way/clusters/replayed-1/plan";
        assertThat(replaying.services(plan)).containsExactly("a1", "a2", "a3");
        assertThat(replaying.services(plan + "?action=CREATE")).containsExactly("a1", "a3");
        assertThat(replaying.services(plan + "?action=EDIT")).isEmpty();
        JsonNode page = api.send("GET", plan + "?limit=2", "").json();
        assertThat(page.at("/items/1/models/0/reason").stringValue()).isEqualTo("AS_WANTED");
        assertThat(replaying.services(
                        plan + "?limit=2&pageToken=" + page.get("nextPageToken").stringValue()))
                .containsExactly("a3");

        Api.Answer run = replaying.post(PATH + "/whole-way/run", "{\"reason\": \"looked at\"}");
        assertThat(run.status()).isEqualTo(202);
        assertThat(run.json().get("state").stringValue()).isEqualTo("CHECKING");
        assertThat(replaying.post(PATH + "/whole-way/run", "").status()).isEqualTo(409);
        String runCommand = replaying.command("whole-way");
        replaying.answer(runCommand, "RUN_REPLAY", null);
        replaying.report(id, runCommand, ReplayState.RUNNING, 2, null);
        replaying.awaitState("whole-way", "RUNNING");
        replaying.report(id, runCommand, ReplayState.DONE, 2, null);
        replaying.awaitState("whole-way", "DONE");
        assertThat(replaying.cluster("whole-way").at("/report/done/created").asInt())
                .isEqualTo(2);

        assertThat(replaying.post(PATH + "/whole-way/cancel", "").errors()).containsExactly("/clusters WRONG_STATE");
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode entry = api.send("GET", "/api/v1/activity/command:replayed-1:" + runCommand, "")
                    .json();
            assertThat(entry.path("type").asString("")).isEqualTo("RUN_REPLAY");
            assertThat(entry.get("reason").stringValue()).isEqualTo("looked at");
            assertThat(entry.at("/after/replay/name").stringValue()).isEqualTo("whole-way");
            assertThat(entry.at("/after/replay/id").stringValue()).isEqualTo(id);
            assertThat(entry.at("/history")
                            .valueStream()
                            .map(each -> each.get("result").stringValue()))
                    .containsExactlyInAnyOrder("DONE", "DONE");
            assertThat(entry.at("/outcomes/0/detail").stringValue()).isEqualTo("as told: DONE");
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.send(
                                        "GET",
                                        "/api/v1/activity?type=PLAN_REPLAY&outcome=PLANNED&cluster=replayed-1",
                                        "")
                                .json()
                                .get("entries"))
                        .isNotEmpty());
    }

    @Test
    void shouldTellThatAWorkerRefused() throws Exception {
        replaying.post(PATH, "{\"name\": \"refused\", \"clusters\": [\"replayed-1\"]}");
        replaying.answer(replaying.command("refused"), "PLAN_REPLAY", "UNKNOWN_COMMAND");
        replaying.awaitState("refused", "REFUSED");

        assertThat(replaying.cluster("refused").get("reason").stringValue()).isEqualTo("UNKNOWN_COMMAND");
        assertThat(replaying.post(PATH + "/refused/run", "").errors()).containsExactly("/clusters WRONG_STATE");
    }

    @Test
    void shouldTellThatAPlanIsExpiredOrCannotBeRunNow() throws Exception {
        String id = replaying
                .post(PATH, "{\"name\": \"expired\", \"clusters\": [\"replayed-1\"]}")
                .json()
                .get("id")
                .stringValue();
        String command = replaying.command("expired");
        replaying.report(id, command, ReplayState.PLANNED, 0, Instant.now().plus(Duration.ofHours(1)));
        replaying.awaitState("expired", "PLANNED");

        replaying.post(PATH + "/expired/run", "");
        replaying.answer(replaying.command("expired"), "RUN_REPLAY", "REPLAY_RUNNING");
        replaying.awaitState("expired", "PLANNED");
        assertThat(replaying.lastCommand("expired").get("refusal").stringValue())
                .isEqualTo("REPLAY_RUNNING");

        replaying.report(id, command, ReplayState.PLANNED, 0, Instant.now());
        replaying.awaitState("expired", "EXPIRED");
        assertThat(replaying.post(PATH + "/expired/run", "").response().body())
                .contains("on cluster 'replayed-1' it is EXPIRED; allowed: PLANNED");
    }

    @Test
    void shouldTellThatNobodyAnswered() throws Exception {
        replaying.post(PATH, "{\"name\": \"dark\", \"clusters\": [\"replayed-1\", \"replayed-2\"]}");
        hm.jdbc()
                .sql("UPDATE hm.worker_command SET expires_at = issued_at WHERE command_id = :id")
                .param("id", replaying.command("dark"))
                .update();

        JsonNode replay = api.send("GET", PATH + "/dark", "").json();

        assertThat(replay.at("/clusters/0/state").stringValue()).isEqualTo("UNANSWERED");
        assertThat(replay.at("/clusters/1/state").stringValue()).isEqualTo("PLANNING");
        assertThat(replay.get("state").stringValue()).isEqualTo("PLANNING");
        Api.Answer cancelled = replaying.post(PATH + "/dark/cancel", "{\"reason\": \"no use\"}");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().at("/clusters/1/lastCommand/type").stringValue())
                .isEqualTo("CANCEL_REPLAY");
        assertThat(cancelled.json().at("/clusters/0/lastCommand/type").stringValue())
                .isEqualTo("PLAN_REPLAY");
    }

    @Test
    void shouldTellThatTheDatabaseOfAClusterWentBackToBeforeTheReplay() throws Exception {
        String id = replaying.planned("went-back");
        replaying.post(PATH + "/went-back/run", "");
        String run = replaying.command("went-back");
        replaying.answer(run, "RUN_REPLAY", null);
        replaying.report(id, run, ReplayState.RUNNING, 1, null);
        replaying.awaitState("went-back", "RUNNING");

        assertThat(replaying.post(PATH + "/went-back/cancel", "").status()).isEqualTo(202);
        replaying.answer(replaying.command("went-back"), "CANCEL_REPLAY", "UNKNOWN_REPLAY");

        replaying.awaitState("went-back", "REFUSED");
        assertThat(replaying.cluster("went-back").get("reason").stringValue()).isEqualTo("UNKNOWN_REPLAY");
    }

    @Test
    void shouldTellThatAPlanIsBeingLookedAtHoweverOldItIsByThen() throws Exception {
        String id = replaying.planned("just-in-time");
        replaying.post(PATH + "/just-in-time/run", "");

        replaying.report(id, "the first", ReplayState.PLANNED, 1, Instant.now());
        await().atMost(PATIENCE)
                .until(
                        () -> replaying
                                .cluster("just-in-time")
                                .at("/report/reportedAt")
                                .stringValue(),
                        at -> Instant.parse(at).equals(replaying.now()));

        replaying.awaitState("just-in-time", "CHECKING");
    }
}
