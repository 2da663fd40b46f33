package dev.modelsync.events.replay;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.SyncResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

/** What is asked of replays over the API, and for how long. Tests keep apart by the names of replays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayRequestIT {
    private static final String ACTIVITY = "/api/v1/activity";

    private final Hm hm = Hm.shared();
    private ConfigurableApplicationContext application;
    private Api api;
    private Replaying replaying;

    @BeforeAll
    void start() {
        application = hm.startStreaming();
        api = new Api(application);
        replaying = new Replaying(hm, api);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws Exception {
        replaying.post(PATH, "{\"name\": \"taken\", \"clusters\": [\"replayed-1\"]}");

        Api.Answer taken = replaying.post(PATH, "{\"name\": \"taken\", \"clusters\": [\"replayed-2\"]}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.errors()).containsExactly("/name TAKEN");
        Api.Answer unknown =
                replaying.post(PATH, "{\"name\": \"nowhere\", \"clusters\": [\"replayed-1\", \"nobody\"]}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.errors()).containsExactly("/clusters/1 UNKNOWN_VALUE");
        assertThat(api.send("GET", PATH + "/nowhere", "").status()).isEqualTo(404);
        assertThat(replaying.post(PATH, "{}").errors()).containsExactly("/name REQUIRED", "/clusters REQUIRED");
        assertThat(replaying.post(PATH, "{").status()).isEqualTo(400);
        assertThat(replaying.post(PATH + "/nowhere/run", "").status()).isEqualTo(404);
        assertThat(replaying.post(PATH + "/nowhere/cancel", "").status()).isEqualTo(404);
        assertThat(replaying
                        .post(PATH + "/taken/run", "{\"clusters\": [\"replayed-2\"]}")
                        .errors())
                .containsExactly("/clusters/0 UNKNOWN_VALUE");
        assertThat(replaying
                        .post(PATH + "/taken/run", "{\"clusters\": [\"replayed-1\"]}")
                        .errors())
                .containsExactly("/clusters/0 WRONG_STATE");
        assertThat(api.send("GET", PATH + "/taken/clusters/nobody/plan", "").status())
                .isEqualTo(404);
        assertThat(api.send("GET", PATH + "/taken/clusters/replayed-1/plan?action=KILL", "")
                        .status())
                .isEqualTo(400);
        assertThat(api.send("GET", PATH + "/taken/clusters/replayed-1/plan?pageToken=YQ", "")
                        .status())
                .isEqualTo(400);
        Api.Answer given = replaying.post("/api/v1/clusters/replayed-1/commands", "{\"type\": \"RUN_REPLAY\"}");
        assertThat(given.errors()).containsExactly("/type UNKNOWN_VALUE");
    }

    @Test
    void shouldListReplaysPageByPage() throws Exception {
        for (String name : new String[] {"list-1", "list-2", "list-3"}) {
            replaying.post(PATH, "{\"name\": \"" + name + "\", \"clusters\": [\"replayed-1\"]}");
        }

        JsonNode all = api.send("GET", PATH + "?limit=500", "").json();
        assertThat(all.get("items").valueStream().map(item -> item.get("name").stringValue()))
                .contains("list-1", "list-2", "list-3")
                .isSorted();
        JsonNode first = api.send("GET", PATH + "?limit=1", "").json();
        JsonNode second = api.send(
                        "GET",
                        PATH + "?limit=1&pageToken="
                                + first.get("nextPageToken").stringValue(),
                        "")
                .json();
        assertThat(second.at("/items/0/name").stringValue())
                .isEqualTo(all.at("/items/1/name").stringValue());
    }

    @Test
    void shouldSayInTheActivityLogWhatCameOfAReplay() throws Exception {
        String event = changeOf("replayed");
        String other = changeOf("in-its-turn");
        String id = replaying.planned("told");
        Instant base = Instant.now().truncatedTo(ChronoUnit.MICROS);
        replaying.outcome("turn", other, SyncResult.APPLIED, base.plusMillis(1), null);
        replaying.outcome("before", event, SyncResult.APPLIED, base.plusMillis(1), null);
        replaying.outcome("by", event, SyncResult.APPLIED, base.plusMillis(3), id);
        replaying.outcome("again", event, SyncResult.UNCHANGED, base.plusMillis(5), id);
        String ofReplay = ACTIVITY + "?replayId=" + id;

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> entries = entries(ofReplay);
            assertThat(entries)
                    .extracting(entry -> entry.get("type").stringValue())
                    .containsExactly("PLAN_REPLAY", "REGISTERED");
            assertThat(entries.get(0).at("/after/replay/id").stringValue()).isEqualTo(id);
            assertThat(entries.get(1).get("id").stringValue()).isEqualTo(event);
            assertThat(entries.get(1).at("/outcomes/0/replayId").stringValue()).isEqualTo(id);
        });
        JsonNode entry = api.send("GET", ACTIVITY + '/' + event, "").json();
        assertThat(entry.get("history")
                        .valueStream()
                        .map(each -> each.get("replayId").asString("none")))
                .containsExactly("none", id, id);
        assertThat(entries(ofReplay + "&cluster=replayed-2")).isEmpty();
        assertThat(entries(ofReplay + "&cluster=replayed-1&outcome=APPLIED")).hasSize(1);
        assertThat(entries(ofReplay + "&asOf=" + base.plusMillis(2))).hasSize(1);
        assertThat(entries(ofReplay + "&asOf=" + base.plusMillis(4))).hasSize(2);
        assertThat(entries(ACTIVITY + "?replayId=nobody")).isEmpty();
        assertThat(api.send("GET", ACTIVITY + "?replayId=" + "x".repeat(65), "").status())
                .isEqualTo(400);
        String export = ACTIVITY + "/export?replayId=" + id + "&format=";
        assertThat(api.send("GET", export + "ndjson", "").response().body().lines())
                .hasSize(2)
                .allMatch(line -> line.contains(id));
        assertThat(api.send("GET", export + "csv", "").response().body().lines())
                .element(2)
                .asString()
                .endsWith("," + id);
        assertThat(page("/activity?replayId=" + id))
                .contains("href=\"/activity?replayId=" + id + "\">a replay</a>", "value=\"" + id + "\"");
    }

    @Test
    void shouldForgetReplaysThatAreOver() throws Exception {
        String done = replaying.planned("old-done");
        replaying.report(done, replaying.command("old-done"), ReplayState.DONE, 1, null);
        String young = replaying.planned("young-done");
        replaying.report(young, replaying.command("young-done"), ReplayState.DONE, 1, null);
        String running = replaying.planned("old-running");
        replaying.report(running, replaying.command("old-running"), ReplayState.RUNNING, 1, null);
        replaying.awaitState("old-done", "DONE");
        replaying.awaitState("young-done", "DONE");
        replaying.awaitState("old-running", "RUNNING");
        String partly = begun("old-waiting-on-one", "replayed-1", "replayed-2");
        String unanswered = begun("old-unanswered", "replayed-1", "replayed-2");
        replaying.report(partly, "any", ReplayState.DONE, 0, null);
        replaying.reportOf("replayed-2", partly, "any", ReplayState.NEEDS_APPROVAL, 0, null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.send("GET", PATH + "/old-waiting-on-one", "")
                                .json()
                                .get("clusters")
                                .valueStream()
                                .map(cluster -> cluster.get("state").stringValue()))
                        .containsExactly("DONE", "NEEDS_APPROVAL"));
        String revoked = begun("old-revoked", "replayed-revoked");
        replaying.reportOf("replayed-revoked", revoked, "any", ReplayState.RUNNING, 0, null);
        replaying.awaitState("old-revoked", "RUNNING");
        assertThat(api.send("POST", "/api/v1/clusters/replayed-revoked/revoke", "")
                        .status())
                .isEqualTo(200);
        List.of(done, running, partly, unanswered, revoked).forEach(this::makeOld);

        try (ConfigurableApplicationContext another = hm.startApplication()) {
            Api theOther = new Api(another);
            for (String name : List.of("old-done", "old-unanswered", "old-revoked")) {
                await().atMost(PATIENCE)
                        .until(() -> theOther.send("GET", PATH + '/' + name, "").status() == 404);
            }
        }

        for (String name : List.of("young-done", "old-running", "old-waiting-on-one")) {
            assertThat(api.send("GET", PATH + '/' + name, "").status()).as(name).isEqualTo(200);
        }
        assertThat(hm.jdbc()
                        .sql("SELECT replay_id FROM hm.replay_service WHERE replay_id IN (:ids)")
                        .param("ids", List.of(done, young, running))
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(young, running);
        assertThat(entries(ACTIVITY + "?replayId=" + done))
                .as("what was done stays known")
                .hasSize(1);
        assertThat(replaying
                        .post(PATH, "{\"name\": \"old-done\", \"clusters\": [\"replayed-1\"]}")
                        .status())
                .as("the name is free again")
                .isEqualTo(202);
    }

    /** The id of the change that registers a service. */
    private String changeOf(String service) throws Exception {
        api.register("replay-activity", Api.openAi(service));
        await().atMost(PATIENCE)
                .until(() -> !hm.topic().of("replay-activity/" + service).isEmpty());
        return hm.topic().of("replay-activity/" + service).get(0).event().getEventId();
    }

    private String begun(String name, String... clusters) throws Exception {
        return replaying
                .post(PATH, "{\"name\": \"" + name + "\", \"clusters\": [\"" + String.join("\", \"", clusters) + "\"]}")
                .json()
                .get("id")
                .stringValue();
    }

    /** As if nothing had been heard of it for longer than replays are kept. */
    private void makeOld(String replay) {
        for (String old : List.of(
                "UPDATE hm.replay SET created_at = created_at - interval '91 days' WHERE id = :id",
                "UPDATE hm.worker_command SET issued_at = issued_at - interval '91 days', expires_at = expires_at - interval '91 days',"
                        + " decided_at = decided_at - interval '91 days' WHERE command_id IN"
                        + " (SELECT unnest(array[plan_command, run_command, cancel_command]) FROM hm.replay_cluster WHERE replay_id = :id)",
                "UPDATE hm.replay_cluster SET reported_at = reported_at - interval '91 days' WHERE replay_id = :id")) {
            assertThat(hm.jdbc().sql(old).param("id", replay).update()).isPositive();
        }
    }

    private List<JsonNode> entries(String path) throws Exception {
        return api.send("GET", path, "").json().get("entries").valueStream().toList();
    }

    private String page(String path) throws Exception {
        URI address = URI.create(
                "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
