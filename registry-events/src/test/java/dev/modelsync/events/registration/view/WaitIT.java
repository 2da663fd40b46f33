package dev.modelsync.events.registration.view;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A write that waits is answered when the clusters that are heard have answered. */
class WaitIT {
    private static final Hm HM = Hm.shared();

    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void startApplication() {
        application = HM.startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    @Test
    void shouldWaitForTheClustersThatAreHeard() throws Exception {
        application.getBean(Enrolment.class).enrol("wait-silent", "wait", Location.SECONDARY, Map.of());
        tell(Topic.SYNC_CLUSTERS, "wait-1", report("wait-1", "wait"));
        Answer registered = api.register("wait", Api.openAi("svc"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(states("wait")).containsExactly("wait-1 PENDING", "wait-silent SILENT"));

        Answer inVain = edit(registered.etag(), "{\"labels\": {\"a\": \"1\"}}", "wait=1");
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return edit(inVain.etag(), "{\"labels\": {\"a\": \"2\"}}", "respond-async, wait=60");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long old = inVain.json().get("revision").longValue();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get("wait", "svc").json().get("revision").longValue() > old);
        JsonNode now = api.get("wait", "svc").json();
        tell(
                Topic.SYNC_OUTCOMES,
                "wait-1/wait/svc",
                outcome(
                        "wait-1",
                        now.get("uid").stringValue(),
                        now.get("revision").longValue()));
        Answer answered = waiting.join();

        assertThat(inVain.status()).isEqualTo(202);
        assertThat(inVain.response().headers().firstValue("Preference-Applied")).contains("wait=1");
        assertThat(inVain.json().at("/clusters/0/state").stringValue()).isEqualTo("PENDING");
        assertThat(answered.status()).isEqualTo(200);
        assertThat(states("wait")).containsExactly("wait-1 SYNCED", "wait-silent SILENT");
        JsonNode synced = answered.json().at("/clusters/0");
        assertThat(synced.get("revisionApplied")).isEqualTo(synced.get("revisionWanted"));
        assertThat(api.list("wait", "?state=SYNCED").json().get("items")).hasSize(1);
        assertThat(api.list("wait", "?state=PARKED").json().get("items")).isEmpty();
    }

    @Test
    void shouldWaitTooWhenARegistrationIsAskedForAgain() throws Exception {
        tell(Topic.SYNC_CLUSTERS, "again-1", report("again-1", "again"));
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        api.send("GET", "/api/v1/clusters/again-1/status", "").status() == 200);

        Answer first = keyed("wait=0");
        Answer again = keyed("wait=1");
        Answer made = api.get("again", "svc");
        api.patch("again", "svc", first.etag(), "{\"labels\": {\"a\": \"1\"}}");
        Answer late = keyed("wait=1");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .contains("true");
        assertThat(again.saved()).isEqualTo(made.saved());
        assertThat(again.json().at("/clusters/0/state").stringValue()).isEqualTo("PENDING");
        assertThat(late.status()).isEqualTo(201);
        assertThat(late.etag()).isEqualTo(first.etag());
    }

    private static Answer keyed(String prefer) throws IOException, InterruptedException {
        return api.send(
                "POST",
                Api.services("again"),
                Api.openAi("svc"),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "k",
                "Prefer",
                prefer);
    }

    private static Answer edit(String etag, String patch, String prefer) throws IOException, InterruptedException {
        return api.send(
                "PATCH",
                Api.services("wait") + "/svc",
                patch,
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                etag,
                "Prefer",
                prefer);
    }

    private static List<String> states(String project) throws Exception {
        return api.get(project, "svc")
                .json()
                .get("clusters")
                .valueStream()
                .map(cluster -> cluster.get("cluster").stringValue()
                        + ' '
                        + cluster.get("state").stringValue())
                .toList();
    }

    private static void tell(Topic topic, String key, SpecificRecord value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", HM.kafka().bootstrapServers());
        try (SingleObjectSerializer serializer = new SingleObjectSerializer();
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            String name = topic.topicName();
            producer.send(new ProducerRecord<>(name, key, serializer.serialize(name, value)))
                    .get();
        }
    }

    private static ClusterReport report(String cluster, String project) {
        return ClusterReport.newBuilder()
                .setClusterId(cluster)
                .setProjectId(project)
                .setWorkerId("worker-1")
                .setWorkerVersion("1.2.3")
                .setReportedAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
                .setState(WorkerState.RUNNING)
                .setPositions(List.of())
                .setOwnedModels(0)
                .build();
    }

    private static SyncOutcome outcome(String cluster, String uid, long revision) {
        return SyncOutcome.newBuilder()
                .setOutcomeId(cluster + ":" + revision)
                .setClusterId(cluster)
                .setProjectId("wait")
                .setServiceName("svc")
                .setServiceUid(uid)
                .setRevision(revision)
                .setEventId(uid + ":" + revision)
                .setResult(SyncResult.APPLIED)
                .setChangedAt(Instant.EPOCH)
                .setAppliedAt(Instant.ofEpochSecond(1))
                .setSource(new RecordPosition("t", 0, 0L))
                .build();
    }
}
