package dev.modelsync.events.fleet;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.ModelHealth;
import dev.modelsync.schema.ModelOrigin;
import dev.modelsync.schema.ModelUse;
import dev.modelsync.schema.PartitionPosition;
import dev.modelsync.schema.RegistryModel;
import dev.modelsync.schema.RemovalStop;
import dev.modelsync.schema.WorkerDelivery;
import dev.modelsync.schema.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Hybrid Manager knows of clusters from what their workers tell. */
class FleetIT {
    private static final String TOPIC = Topic.SYNC_CLUSTERS.topicName();

    private final Hm hm = Hm.shared();

    @Test
    void shouldTellHowAWorkerIs() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            send("fleet-1", "garbage".getBytes(UTF_8));
            send("fleet-1", report("fleet-1", WorkerState.NEEDS_APPROVAL, Instant.now()));
            send("fleet-1", report("fleet-1", WorkerState.RUNNING, Instant.now().minusSeconds(5)));

            eventually(() -> {
                JsonNode status = get(api, "fleet-1", "/status");
                assertThat(status.path("state").asString()).isEqualTo("NEEDS_APPROVAL");
                assertThat(status.path("lag").asLong()).isEqualTo(7);
                assertThat(status.path("worker").path("version").asString()).isEqualTo("1.2.3");
                assertThat(status.path("aidb").path("version").asString()).isEqualTo("7.6.0");
                assertThat(status.path("models").path("ownedModels").asInt()).isEqualTo(3);
                assertThat(status.path("removalStop").path("removals").asInt()).isEqualTo(2);
                assertThat(status.path("lastState").isNull()).isTrue();
            });
        }
    }

    @Test
    void shouldBeSilentAfterAWhileWithoutAHeartbeat() throws Exception {
        Map<String, Object> properties = hm.properties();
        properties.put("modelsync.fleet.silent-after", "3s");
        try (ConfigurableApplicationContext application = RegistryEventsApplication.start(properties)) {
            Api api = new Api(application);
            send("fleet-2", report("fleet-2", WorkerState.RUNNING, Instant.now()));
            eventually(() -> assertThat(
                            get(api, "fleet-2", "/status").path("state").asString())
                    .isEqualTo("RUNNING"));

            eventually(() -> {
                JsonNode status = get(api, "fleet-2", "/status");
                assertThat(status.path("state").asString()).isEqualTo("SILENT");
                assertThat(status.path("lastState").asString()).isEqualTo("RUNNING");
                JsonNode freshness = get(api, "fleet-2", "/models").path("freshness");
                assertThat(freshness.path("state").asString()).isEqualTo("SILENT");
                assertThat(freshness.path("working").asBoolean()).isFalse();
                assertThat(freshness.path("reportedAt").isString()).isTrue();
            });
        }
    }

    @Test
    void shouldNotTakeAnOldHeartbeatForASignOfLife() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            send("fleet-3", report("fleet-3", WorkerState.RUNNING, Instant.now().minus(1, ChronoUnit.HOURS)));

            eventually(() -> assertThat(
                            get(api, "fleet-3", "/status").path("state").asString())
                    .isEqualTo("SILENT"));
        }
    }

    @Test
    void shouldOfferTheModelsThatAStepCanUse() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            send("fleet-4", report("fleet-4", WorkerState.RUNNING, Instant.now()));
            send("fleet-4/inventory", inventory("fleet-4", 1, model("old", "TEXT_EMBEDDING")));
            send(
                    "fleet-4/inventory",
                    inventory("fleet-4", 2, model("emb", "TEXT_EMBEDDING"), model("gpt", "TEXT_COMPLETION")));
            send("fleet-4/inventory", inventory("fleet-4", 1, model("late", "TEXT_EMBEDDING")));

            eventually(() -> {
                assertThat(names(api, "fleet-4", "?step=KnowledgeBase")).containsExactly("emb");
                assertThat(names(api, "fleet-4", "?step=summarizetext")).containsExactly("gpt");
                assertThat(names(api, "fleet-4", "?step=PerformOCR")).isEmpty();
                assertThat(names(api, "fleet-4", "")).containsExactly("emb", "gpt");
            });
            JsonNode choice = get(api, "fleet-4", "/models?step=KnowledgeBase");
            assertThat(choice.path("step").asString()).isEqualTo("KnowledgeBase");
            assertThat(choice.path("takenAt").asString()).isEqualTo("1970-01-01T00:00:02Z");
            assertThat(choice.path("freshness").path("working").asBoolean()).isTrue();
            assertThat(choice.path("models").path(0).toString())
                    .contains("\"SYNCED\"", "\"openai-prod\"", "\"PIPELINE\"", "\"docs\"", "\"READY\"");

            send("fleet-4/inventory", (byte[]) null);
            send("fleet-4", (byte[]) null);
            eventually(() -> assertThat(
                            api.send("GET", path("fleet-4", "/models"), "").status())
                    .isEqualTo(404));
        }
    }

    @Test
    void shouldKnowAClusterThatIsEnrolledAndHasNotReported() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            application.getBean(Enrolment.class).enrol("fleet-5", "demo", Location.SECONDARY, Map.of());

            assertThat(get(api, "fleet-5", "/status").path("state").asString()).isEqualTo("SILENT");
            assertThat(get(api, "fleet-5", "/models").path("models")).isEmpty();
            assertThat(get(api, "fleet-5", "/models")
                            .path("freshness")
                            .path("detail")
                            .asString())
                    .contains("has reported yet");
        }
    }

    @Test
    void shouldHintAtAnEnrolmentThatDoesNotFitTheWorker() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            application.getBean(Enrolment.class).enrol("fleet-6", "demo", Location.SECONDARY, Map.of());
            assertThat(get(api, "fleet-6", "/status").path("delivery").toString())
                    .isEqualTo("{\"enrolled\":\"PROXY\",\"reported\":null,\"hint\":null}");

            send("fleet-6", delivered("fleet-6", WorkerDelivery.DIRECT));

            eventually(() -> {
                JsonNode delivery = get(api, "fleet-6", "/status").path("delivery");
                assertThat(delivery.path("enrolled").asString()).isEqualTo("PROXY");
                assertThat(delivery.path("reported").asString()).isEqualTo("DIRECT");
                assertThat(delivery.path("hint").asString()).contains("Change the cluster to DIRECT");
            });
            assertThat(api.send("GET", "/clusters/fleet-6", "").response().body())
                    .contains("Enrolment and worker differ", "Change the cluster to DIRECT");
            assertThat(api.send("GET", "/clusters?after=fleet-5", "").response().body())
                    .contains("delivery differs from enrolment");

            send("fleet-6", delivered("fleet-6", WorkerDelivery.UNKNOWN));
            eventually(() -> assertThat(
                            get(api, "fleet-6", "/status").path("delivery").toString())
                    .isEqualTo("{\"enrolled\":\"PROXY\",\"reported\":null,\"hint\":null}"));
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            Api.Answer cluster = api.send("GET", path("no-such", "/status"), "");
            Api.Answer step = api.send("GET", path("no-such", "/models?step=Dance"), "");

            assertThat(cluster.status()).isEqualTo(404);
            assertThat(cluster.response().body()).contains("no-such");
            assertThat(step.status()).isEqualTo(400);
            assertThat(step.response().body()).contains("'Dance'", "KnowledgeBase, SummarizeText, PerformOCR");
            assertThat(step.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private static String path(String cluster, String rest) {
        return "/api/v1/clusters/" + cluster + rest;
    }

    private static JsonNode get(Api api, String cluster, String rest) throws Exception {
        Api.Answer answer = api.send("GET", path(cluster, rest), "");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(Api api, String cluster, String query) throws Exception {
        return get(api, cluster, "/models" + query)
                .path("models")
                .valueStream()
                .map(model -> model.path("name").asString())
                .toList();
    }

    private void send(String key, SpecificRecord value) throws Exception {
        try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            send(key, serializer.serialize(TOPIC, value));
        }
    }

    private void send(String key, byte @Nullable [] value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", hm.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
        }
    }

    private static ClusterReport delivered(String cluster, WorkerDelivery delivery) {
        return ClusterReport.newBuilder(report(cluster, WorkerState.RUNNING, Instant.now()))
                .setDelivery(delivery)
                .build();
    }

    private static ClusterReport report(String cluster, WorkerState state, Instant reportedAt) {
        return ClusterReport.newBuilder()
                .setClusterId(cluster)
                .setProjectId("demo")
                .setWorkerId("worker-1")
                .setWorkerVersion("1.2.3")
                .setReportedAt(reportedAt.truncatedTo(ChronoUnit.MICROS))
                .setState(state)
                .setAidbVersion("7.6.0")
                .setPositions(List.of(position(0, 10, 15), position(1, 4, 6)))
                .setOwnedModels(3)
                .setStop(new RemovalStop("a1", 2, 3, Instant.EPOCH))
                .build();
    }

    private static PartitionPosition position(int partition, long next, long end) {
        return new PartitionPosition(Topic.INFERENCE_SERVICES.topicName(), "id", partition, next, end);
    }

    private static ClusterInventory inventory(String cluster, long second, RegistryModel... models) {
        return ClusterInventory.newBuilder()
                .setClusterId(cluster)
                .setTakenAt(Instant.ofEpochSecond(second))
                .setDigest("digest-" + second)
                .setModels(List.of(models))
                .build();
    }

    private static RegistryModel model(String name, String function) {
        return RegistryModel.newBuilder()
                .setName(name)
                .setProvider("openai_embeddings")
                .setFunctions(List.of(function))
                .setOrigin(ModelOrigin.SYNCED)
                .setServiceName("openai-prod")
                .setUpstreamModel("upstream")
                .setHealth(ModelHealth.READY)
                .setHealthCheckedAt(Instant.EPOCH)
                .setUsedBy(List.of(new ModelUse("PIPELINE", "docs")))
                .build();
    }
}
