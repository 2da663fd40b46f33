package dev.modelsync.events.registration;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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

/** Dry runs, repeated registrations, waiting for clusters, the catalogue and the filters. */
class WritesIT {
    private static final String JSON = "application/json";

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
    void shouldTellTheCatalogue() throws Exception {
        JsonNode items = api.send("GET", "/api/v1/providers", "").json().get("items");

        assertThat(items).hasSize(7);
        JsonNode bedrock = items.get(2);
        assertThat(bedrock.get("label").stringValue()).isEqualTo("AWS Bedrock");
        assertThat(bedrock.at("/protocols/0/isDefault").booleanValue()).isTrue();
        assertThat(bedrock.at("/protocols/1/isDefault").booleanValue()).isFalse();
        assertThat(bedrock.at("/protocols/0/functions/0/name").stringValue()).isEqualTo("TEXT_COMPLETION");
        assertThat(bedrock.at("/credentials/required").booleanValue()).isTrue();
        assertThat(bedrock.at("/credentials/alternatives/0/label").stringValue())
                .isEqualTo("Access key ID and Secret access key");
        assertThat(bedrock.at("/credentials/alternatives/1/fields/0/secret").booleanValue())
                .isTrue();
    }

    @Test
    void shouldTellWhatWouldChangeAndChangeNothing() throws Exception {
        application.getBean(Enrolment.class).enrol("dry-1", "dry", Location.PRIMARY, Map.of());
        Answer registered = api.register("dry", Api.openAi("svc"));
        String path = Api.services("dry");
        String before = everything();

        Answer create = api.send("POST", path + "?dryRun=true", Api.openAi("two"), "Content-Type", JSON);
        Answer edit = api.send(
                "PATCH",
                path + "/svc?dryRun=true",
                """
                {"labels": {"a": "1"}, "credentials": {"apiKey": "sk-2"},
                 "models": [{"upstreamModel": "text-embedding-3-large", "function": "TEXT_EMBEDDING", "registryName": "svc"},
                            {"upstreamModel": "gpt-4o", "function": "TEXT_COMPLETION"}]}
                """,
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                registered.etag());
        Answer delete = api.send("DELETE", path + "/svc?dryRun=true", "", "If-Match", registered.etag());
        Answer taken = api.send("POST", path + "?dryRun=true", Api.openAi("svc"), "Content-Type", JSON);
        Answer invalid = api.send("POST", path + "?dryRun=true", "{}", "Content-Type", JSON);
        Answer misspelt = api.send("POST", path + "?dryRun=yes", Api.openAi("two"), "Content-Type", JSON);

        assertThat(create.status()).as(create.response().body()).isEqualTo(200);
        assertThat(effects(create)).containsExactly("dry-1 two CREATE null");
        assertThat(effects(edit)).containsExactly("dry-1 svc EDIT null", "dry-1 svc-gpt-4o CREATE null");
        assertThat(edit.json().get("changedFields")).hasToString("[\"credentials\",\"models\",\"labels\"]");
        assertThat(effects(delete)).containsExactly("dry-1 svc REMOVE null");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(everything()).isEqualTo(before);
        assertThat(api.get("dry", "svc").etag()).isEqualTo(registered.etag());
        // What is captured is in order: after this one, nothing of the dry runs can come.
        api.register("dry", Api.openAi("end"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !HM.topic().of("dry/end").isEmpty());
        assertThat(HM.topic().of("dry/two")).isEmpty();
        assertThat(HM.topic().of("dry/svc")).hasSize(1);
    }

    @Test
    void shouldRegisterOnceForAKey() throws Exception {
        Answer first = keyed("once", "k-1", Api.openAi("svc"));
        Answer again = keyed("once", "k-1", Api.openAi("svc"));
        Answer other = keyed("once", "k-1", Api.openAi("other"));
        Answer without = api.register("once", Api.openAi("svc"));
        Answer wrong = keyed("once", "a b", Api.openAi("third"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .contains("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(without.status()).isEqualTo(409);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(HM.jdbc()
                        .sql("SELECT count(*) FROM hm.idempotency_key WHERE project = 'once'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void shouldRegisterOnceForAKeyThatIsGivenAtTheSameTime() throws Exception {
        List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return keyed("race", "k", Api.openAi("svc")).status();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(8)
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(201);
        assertThat(api.list("race", "").json().get("items")).hasSize(1);
    }

    @Test
    void shouldWaitForTheClustersThatAreHeard() throws Exception {
        application.getBean(Enrolment.class).enrol("wait-silent", "wait", Location.SECONDARY, Map.of());
        tell(Topic.SYNC_CLUSTERS, "wait-1", report("wait-1"));
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
    void shouldFilterTheListWithStablePages() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            api.register(
                    "filter",
                    Api.openAi(name)
                            .replace(
                                    "\"name\"",
                                    "\"labels\": {\"team\": \"" + (name.equals("b") ? "x" : "y,z") + "\"}, \"name\""));
        }

        assertThat(names("?label=team%3Dy,z")).containsExactly("a", "c", "d");
        assertThat(names("?label=team&provider=OPENAI")).hasSize(4);
        assertThat(names("?provider=GEMINI")).isEmpty();
        assertThat(names("?label=none")).isEmpty();
        assertThat(names("?text=EMBEDDING-3")).hasSize(4);
        assertThat(names("?text=%25")).isEmpty();
        JsonNode page = api.list("filter", "?label=team%3Dy,z&limit=2").json();
        String next = page.get("nextPageToken").stringValue();
        api.register("filter", Api.openAi("aa"));
        assertThat(names("?label=team%3Dy,z&limit=2&pageToken=" + next)).containsExactly("d");
        assertThat(api.list("filter", "?provider=x").status()).isEqualTo(400);
        assertThat(api.list("filter", "?state=GREEN").status()).isEqualTo(400);
    }

    private static List<String> names(String query) throws Exception {
        return api.list("filter", query)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").stringValue())
                .toList();
    }

    private static Answer keyed(String project, String key, String body) throws IOException, InterruptedException {
        return api.send("POST", Api.services(project), body, "Content-Type", JSON, "Idempotency-Key", key);
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

    private static List<String> effects(Answer answer) {
        return answer.json()
                .get("clusters")
                .valueStream()
                .flatMap(cluster -> cluster.get("models")
                        .valueStream()
                        .map(model -> cluster.get("cluster").stringValue()
                                + ' '
                                + model.get("registryName").stringValue()
                                + ' '
                                + model.get("action").stringValue()
                                + ' '
                                + model.get("reason").asString("null")))
                .toList();
    }

    /** All that a write could change. */
    private static String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String table :
                List.of("inference_service", "registry_name", "idempotency_key", "retired_secret", "cluster")) {
            all.append(HM.jdbc()
                    .sql("SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM hm." + table + " AS t")
                    .query(String.class)
                    .single());
        }
        try (Stream<Path> files = Files.list(HM.secrets())) {
            files.sorted().forEach(all::append);
        }
        return all.toString();
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

    private static ClusterReport report(String cluster) {
        return ClusterReport.newBuilder()
                .setClusterId(cluster)
                .setProjectId("wait")
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
