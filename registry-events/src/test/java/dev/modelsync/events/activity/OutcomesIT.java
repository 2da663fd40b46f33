package dev.modelsync.events.activity;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutcomesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = Topic.SYNC_OUTCOMES.topicName();

    private final Hm hm = Hm.shared();

    @Test
    void shouldShowTheLatestOutcomeOfEachCluster() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            Api.Answer registered = api.register("outcomes", Api.openAi("svc"));
            String uid = registered.json().get("uid").stringValue();
            long revision = registered.json().get("revision").longValue();

            send(outcome("o1", "primary", uid, revision, SyncResult.PARKED, "LOCK_TIMEOUT", 1));
            send("not an outcome".getBytes(UTF_8));
            send(outcome("o2", "primary", uid, revision, SyncResult.APPLIED, null, 2));
            send(outcome("o2", "primary", uid, revision, SyncResult.APPLIED, null, 2));
            send(outcome("o0", "primary", uid, revision - 1, SyncResult.PARKED, "OLD", 3));
            send(outcome("bad\u0000", "primary", uid, revision + 1, SyncResult.PARKED, null, 4));
            send(outcome("o3", "secondary", uid, revision, SyncResult.SKIPPED, "PROXY_UNREACHABLE", 1));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(clusters(api))
                            .containsExactly(
                                    "primary APPLIED " + revision + " null",
                                    "secondary SKIPPED " + revision + " PROXY_UNREACHABLE"));

            // A rebuild says the same again, which is no new state; another reason is one.
            send(outcome("o4", "primary", uid, revision, SyncResult.UNCHANGED, null, 5));
            send(outcome("o5", "secondary", uid, revision, SyncResult.SKIPPED, "NAME_TAKEN", 6));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(since(revision))
                            .containsExactly("primary UNCHANGED 5 2", "secondary SKIPPED 6 6"));
        }
    }

    private List<String> since(long revision) {
        return hm.jdbc()
                .sql("""
                        SELECT cluster_id || ' ' || result || ' ' || extract(epoch FROM applied_at)::int
                            || ' ' || extract(epoch FROM since)::int
                        FROM hm.service_outcome WHERE project = 'outcomes' AND revision = :revision ORDER BY cluster_id
                        """)
                .param("revision", revision)
                .query(String.class)
                .list();
    }

    private static List<String> clusters(Api api) throws Exception {
        return api.get("outcomes", "svc")
                .json()
                .get("clusters")
                .valueStream()
                .map(cluster -> cluster.get("cluster").stringValue()
                        + ' '
                        + cluster.get("result").stringValue()
                        + ' '
                        + cluster.get("revision")
                        + ' '
                        + cluster.get("reason").asString("null"))
                .toList();
    }

    private void send(SyncOutcome outcome) throws Exception {
        try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            send(serializer.serialize(TOPIC, outcome));
        }
    }

    private void send(byte[] value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", hm.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "primary/outcomes/svc", value))
                    .get();
        }
    }

    private static SyncOutcome outcome(
            String id,
            String cluster,
            String uid,
            long revision,
            SyncResult result,
            @Nullable String reason,
            long seconds) {
        return SyncOutcome.newBuilder()
                .setOutcomeId(id)
                .setClusterId(cluster)
                .setProjectId("outcomes")
                .setServiceName("svc")
                .setServiceUid(uid)
                .setRevision(revision)
                .setEventId(uid + ":" + revision)
                .setResult(result)
                .setReason(reason)
                .setChangedAt(Instant.EPOCH)
                .setAppliedAt(Instant.ofEpochSecond(seconds))
                .setSource(new RecordPosition("t", 0, 0L))
                .build();
    }
}
