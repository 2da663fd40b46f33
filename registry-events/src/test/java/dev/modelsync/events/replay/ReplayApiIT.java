package dev.modelsync.events.replay;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.PlannedAction;
import dev.modelsync.schema.PlannedModel;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayPlanCounts;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayPosition;
import dev.modelsync.schema.ReplayProgress;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Replays over the API; what workers would tell is written to the topic. Tests keep apart by the names of replays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/replays";

    private final Hm hm = Hm.shared();
    private ConfigurableApplicationContext application;
    private Api api;
    private Instant told = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeAll
    void start() {
        application = hm.startApplication();
        api = new Api(application);
        for (String cluster : new String[] {"replayed-1", "replayed-2"}) {
            hm.jdbc().sql("""
                            INSERT INTO hm.cluster (id, project, location, token_sha256)
                            VALUES (:id, 'demo', 'PRIMARY', repeat('0', 64)) ON CONFLICT (id) DO NOTHING
                            """).param("id", cluster).update();
        }
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void shouldPlanRunAndTellWhatBecameOfIt() throws Exception {
        Api.Answer given = post(PATH, """
                {"name": "whole-way", "clusters": ["replayed-1"], "services": ["a*"], "reason": "ticket 42"}
                """);

        assertThat(given.status()).isEqualTo(202);
        assertThat(given.response().headers().firstValue("Location")).contains(PATH + "/whole-way");
        assertThat(given.json().get("state").stringValue()).isEqualTo("PLANNING");
        String id = given.json().get("id").stringValue();
        String planCommand = lastCommand("whole-way").get("commandId").stringValue();

        // The report may be read before the plan that it is about.
        report(id, planCommand, ReplayState.PLANNED, 2, told.plus(Duration.ofHours(1)));
        plan(id, 0, service(0, "a1", PlannedAction.CREATE), service(1, "a2", PlannedAction.LEAVE));
        plan(id, 1, service(2, "a3", PlannedAction.CREATE));
        awaitState("whole-way", "PLANNED");

        JsonNode cluster = cluster("whole-way");
        assertThat(cluster.at("/report/planned/create").asInt()).isEqualTo(2);
        assertThat(cluster.at("/report/topicEnds/0/endOffset").asLong()).isEqualTo(77);
        String plan = PATH + "/whole-way/clusters/replayed-1/plan";
        assertThat(services(plan)).containsExactly("a1", "a2", "a3");
        assertThat(services(plan + "?action=CREATE")).containsExactly("a1", "a3");
        assertThat(services(plan + "?action=EDIT")).isEmpty();
        JsonNode page = api.send("GET", plan + "?limit=2", "").json();
        assertThat(page.at("/items/1/models/0/reason").stringValue()).isEqualTo("AS_WANTED");
        assertThat(services(
                        plan + "?limit=2&pageToken=" + page.get("nextPageToken").stringValue()))
                .containsExactly("a3");

        Api.Answer run = post(PATH + "/whole-way/run", "{\"reason\": \"looked at\"}");
        assertThat(run.status()).isEqualTo(202);
        assertThat(run.json().get("state").stringValue()).isEqualTo("CHECKING");
        assertThat(post(PATH + "/whole-way/run", "").status()).isEqualTo(409);
        String runCommand = lastCommand("whole-way").get("commandId").stringValue();
        answer(runCommand, "RUN_REPLAY", null);
        report(id, runCommand, ReplayState.RUNNING, 2, null);
        awaitState("whole-way", "RUNNING");
        report(id, runCommand, ReplayState.DONE, 2, null);
        awaitState("whole-way", "DONE");
        assertThat(cluster("whole-way").at("/report/done/created").asInt()).isEqualTo(2);

        assertThat(post(PATH + "/whole-way/cancel", "").errors()).containsExactly("/clusters WRONG_STATE");
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
        post(PATH, "{\"name\": \"refused\", \"clusters\": [\"replayed-1\"]}");
        answer(lastCommand("refused").get("commandId").stringValue(), "PLAN_REPLAY", "UNKNOWN_COMMAND");
        awaitState("refused", "REFUSED");

        assertThat(cluster("refused").get("reason").stringValue()).isEqualTo("UNKNOWN_COMMAND");
        assertThat(post(PATH + "/refused/run", "").errors()).containsExactly("/clusters WRONG_STATE");
    }

    @Test
    void shouldTellThatAPlanIsExpiredOrCannotBeRunNow() throws Exception {
        String id = post(PATH, "{\"name\": \"expired\", \"clusters\": [\"replayed-1\"]}")
                .json()
                .get("id")
                .stringValue();
        String command = lastCommand("expired").get("commandId").stringValue();
        report(id, command, ReplayState.PLANNED, 0, Instant.now().plus(Duration.ofHours(1)));
        awaitState("expired", "PLANNED");

        post(PATH + "/expired/run", "");
        answer(lastCommand("expired").get("commandId").stringValue(), "RUN_REPLAY", "REPLAY_RUNNING");
        awaitState("expired", "PLANNED");
        assertThat(lastCommand("expired").get("refusal").stringValue()).isEqualTo("REPLAY_RUNNING");

        report(id, command, ReplayState.PLANNED, 0, Instant.now());
        awaitState("expired", "EXPIRED");
        assertThat(post(PATH + "/expired/run", "").response().body())
                .contains("on cluster 'replayed-1' it is EXPIRED; allowed: PLANNED");
    }

    @Test
    void shouldTellThatNobodyAnswered() throws Exception {
        post(PATH, "{\"name\": \"dark\", \"clusters\": [\"replayed-1\", \"replayed-2\"]}");
        hm.jdbc()
                .sql("UPDATE hm.worker_command SET expires_at = issued_at WHERE command_id = :id")
                .param("id", lastCommand("dark").get("commandId").stringValue())
                .update();

        JsonNode replay = api.send("GET", PATH + "/dark", "").json();

        assertThat(replay.at("/clusters/0/state").stringValue()).isEqualTo("UNANSWERED");
        assertThat(replay.at("/clusters/1/state").stringValue()).isEqualTo("PLANNING");
        assertThat(replay.get("state").stringValue()).isEqualTo("PLANNING");
        Api.Answer cancelled = post(PATH + "/dark/cancel", "{\"reason\": \"no use\"}");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().at("/clusters/1/lastCommand/type").stringValue())
                .isEqualTo("CANCEL_REPLAY");
        assertThat(cancelled.json().at("/clusters/0/lastCommand/type").stringValue())
                .isEqualTo("PLAN_REPLAY");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws Exception {
        post(PATH, "{\"name\": \"taken\", \"clusters\": [\"replayed-1\"]}");

        Api.Answer taken = post(PATH, "{\"name\": \"taken\", \"clusters\": [\"replayed-2\"]}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.errors()).containsExactly("/name TAKEN");
        Api.Answer unknown = post(PATH, "{\"name\": \"nowhere\", \"clusters\": [\"replayed-1\", \"nobody\"]}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.errors()).containsExactly("/clusters/1 UNKNOWN_VALUE");
        assertThat(api.send("GET", PATH + "/nowhere", "").status()).isEqualTo(404);
        assertThat(post(PATH, "{}").errors()).containsExactly("/name REQUIRED", "/clusters REQUIRED");
        assertThat(post(PATH, "{").status()).isEqualTo(400);
        assertThat(post(PATH + "/nowhere/run", "").status()).isEqualTo(404);
        assertThat(post(PATH + "/nowhere/cancel", "").status()).isEqualTo(404);
        assertThat(post(PATH + "/taken/run", "{\"clusters\": [\"replayed-2\"]}").errors())
                .containsExactly("/clusters/0 UNKNOWN_VALUE");
        assertThat(post(PATH + "/taken/run", "{\"clusters\": [\"replayed-1\"]}").errors())
                .containsExactly("/clusters/0 WRONG_STATE");
        assertThat(api.send("GET", PATH + "/taken/clusters/nobody/plan", "").status())
                .isEqualTo(404);
        assertThat(api.send("GET", PATH + "/taken/clusters/replayed-1/plan?action=KILL", "")
                        .status())
                .isEqualTo(400);
        assertThat(api.send("GET", PATH + "/taken/clusters/replayed-1/plan?pageToken=YQ", "")
                        .status())
                .isEqualTo(400);
        Api.Answer given = post("/api/v1/clusters/replayed-1/commands", "{\"type\": \"RUN_REPLAY\"}");
        assertThat(given.errors()).containsExactly("/type UNKNOWN_VALUE");
    }

    @Test
    void shouldListReplaysPageByPage() throws Exception {
        for (String name : new String[] {"list-1", "list-2", "list-3"}) {
            post(PATH, "{\"name\": \"" + name + "\", \"clusters\": [\"replayed-1\"]}");
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

    private JsonNode cluster(String name) throws Exception {
        return api.send("GET", PATH + "/" + name, "").json().at("/clusters/0");
    }

    private JsonNode lastCommand(String name) throws Exception {
        return cluster(name).get("lastCommand");
    }

    private void awaitState(String name, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.send("GET", PATH + "/" + name, "")
                                .json()
                                .get("state")
                                .stringValue())
                        .isEqualTo(state));
    }

    private List<String> services(String path) throws Exception {
        return api.send("GET", path, "")
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("service").stringValue())
                .toList();
    }

    private Api.Answer post(String path, String body) throws Exception {
        return body.isEmpty()
                ? api.send("POST", path, "", "X-Actor", "olga")
                : api.send("POST", path, body, "Content-Type", "application/json", "X-Actor", "olga");
    }

    private void report(String id, String command, ReplayState state, int parts, @Nullable Instant expires)
            throws Exception {
        told = told.plusMillis(1);
        boolean done = state == ReplayState.DONE;
        tell(
                "replayed-1/@replay/" + id,
                ReplayReport.newBuilder()
                        .setOutcomeId(UUID.randomUUID().toString())
                        .setReplayId(id)
                        .setReplayName("any")
                        .setClusterId("replayed-1")
                        .setCommandId(command)
                        .setState(state)
                        .setDetail("as told: " + state)
                        .setActor("olga")
                        .setIssuedAt(told)
                        .setPlanned(new ReplayPlanCounts(3, 2, 2, 0, 0, 1, 0))
                        .setDone(new ReplayProgress(done ? 2 : 0, done ? 2 : 0, 0, 0, 0, 0))
                        .setPlanParts(parts)
                        .setDigest("digest")
                        .setTopicEnds(List.of(new ReplayPosition(0, 77L)))
                        .setPlannedAt(told)
                        .setExpiresAt(expires == null ? null : expires.truncatedTo(ChronoUnit.MICROS))
                        .setReportedAt(told)
                        .build());
    }

    private void plan(String id, int part, PlannedService... services) throws Exception {
        tell(
                "replayed-1/@replay/" + id + "/" + part,
                ReplayPlanPart.newBuilder()
                        .setOutcomeId(UUID.randomUUID().toString())
                        .setReplayId(id)
                        .setClusterId("replayed-1")
                        .setPart(part)
                        .setServices(List.of(services))
                        .setPlannedAt(told)
                        .build());
    }

    private static PlannedService service(int number, String name, PlannedAction action) {
        String reason = action == PlannedAction.LEAVE ? "AS_WANTED" : "MISSING";
        return PlannedService.newBuilder()
                .setNumber(number)
                .setProjectId("demo")
                .setServiceName(name)
                .setRevision(7)
                .setEventId("uid:7")
                .setModels(List.of(new PlannedModel(name, action, reason)))
                .build();
    }

    private void answer(String command, String type, @Nullable String refusal) throws Exception {
        tell(
                "replayed-1/@command/" + command,
                CommandOutcome.newBuilder()
                        .setOutcomeId(UUID.randomUUID().toString())
                        .setCommandId(command)
                        .setClusterId("replayed-1")
                        .setType(type)
                        .setResult(refusal == null ? CommandResult.DONE : CommandResult.REFUSED)
                        .setReason(refusal)
                        .setDetail("answered")
                        .setActor("olga")
                        .setIssuedAt(told)
                        .setDecidedAt(told)
                        .build());
    }

    private void tell(String key, SpecificRecord event) throws Exception {
        String topic = Topic.SYNC_OUTCOMES.topicName();
        Map<String, Object> client = Map.of("bootstrap.servers", hm.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
                SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, event)))
                    .get();
        }
    }
}
