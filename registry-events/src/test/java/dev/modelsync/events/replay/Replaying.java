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
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.ReplayPlanCounts;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayPosition;
import dev.modelsync.schema.ReplayProgress;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
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
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Replays as an operator orders them over the API, and what the worker of cluster {@code replayed-1} would tell of them. */
final class Replaying {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String PATH = "/api/v1/replays";

    private final Hm hm;
    private final Api api;
    private Instant told = Instant.now().truncatedTo(ChronoUnit.MICROS);

    Replaying(Hm hm, Api api) {
        this.hm = hm;
        this.api = api;
        for (String cluster : new String[] {"replayed-1", "replayed-2", "replayed-revoked"}) {
            hm.jdbc().sql("""
                            INSERT INTO hm.cluster (id, project, location, token_sha256)
                            VALUES (:id, 'demo', 'PRIMARY', repeat('0', 64)) ON CONFLICT (id) DO NOTHING
                            """).param("id", cluster).update();
        }
    }

    /** Has one planned on cluster {@code replayed-1}, which has told the plan; returns its id. */
    String planned(String name) throws Exception {
        String id = post(PATH, "{\"name\": \"" + name + "\", \"clusters\": [\"replayed-1\"]}")
                .json()
                .get("id")
                .stringValue();
        plan(id, 0, service(0, "a1", PlannedAction.CREATE));
        report(id, command(name), ReplayState.PLANNED, 1, Instant.now().plus(Duration.ofHours(1)));
        awaitState(name, "PLANNED");
        return id;
    }

    /** The id of the command that was given last. */
    String command(String name) throws Exception {
        return lastCommand(name).get("commandId").stringValue();
    }

    Instant now() {
        return told;
    }

    JsonNode cluster(String name) throws Exception {
        return api.send("GET", PATH + "/" + name, "").json().at("/clusters/0");
    }

    JsonNode lastCommand(String name) throws Exception {
        return cluster(name).get("lastCommand");
    }

    void awaitState(String name, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.send("GET", PATH + "/" + name, "")
                                .json()
                                .get("state")
                                .stringValue())
                        .isEqualTo(state));
    }

    List<String> services(String path) throws Exception {
        return api.send("GET", path, "")
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("service").stringValue())
                .toList();
    }

    Api.Answer post(String path, String body) throws Exception {
        return body.isEmpty()
                ? api.send("POST", path, "", "X-Actor", "olga")
                : api.send("POST", path, body, "Content-Type", "application/json", "X-Actor", "olga");
    }

    void report(String id, String command, ReplayState state, int parts, @Nullable Instant expires) throws Exception {
        reportOf("replayed-1", id, command, state, parts, expires);
    }

    void reportOf(String cluster, String id, String command, ReplayState state, int parts, @Nullable Instant expires)
            throws Exception {
        told = told.plusMillis(1);
        boolean done = state == ReplayState.DONE;
        tell(
                cluster + "/@replay/" + id,
                ReplayReport.newBuilder()
                        .setOutcomeId(UUID.randomUUID().toString())
                        .setReplayId(id)
                        .setReplayName("any")
                        .setClusterId(cluster)
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

    void plan(String id, int part, PlannedService... services) throws Exception {
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

    static PlannedService service(int number, String name, PlannedAction action) {
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

    void answer(String command, String type, @Nullable String refusal) throws Exception {
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

    /** What became of a change. */
    void outcome(String id, String event, SyncResult result, Instant appliedAt, @Nullable String replayId)
            throws Exception {
        tell(
                "replayed-1/replay-activity/any",
                SyncOutcome.newBuilder()
                        .setOutcomeId(id)
                        .setClusterId("replayed-1")
                        .setProjectId("replay-activity")
                        .setServiceName("any")
                        .setServiceUid(event.substring(0, event.indexOf(':')))
                        .setRevision(Long.parseLong(event.substring(event.indexOf(':') + 1)))
                        .setEventId(event)
                        .setResult(result)
                        .setModels(List.of())
                        .setChangedAt(told)
                        .setAppliedAt(appliedAt)
                        .setSource(new RecordPosition("t", 0, 0L))
                        .setReplayId(replayId)
                        .build());
    }

    void tell(String key, SpecificRecord event) throws Exception {
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
