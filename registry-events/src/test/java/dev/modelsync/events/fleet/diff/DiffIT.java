package dev.modelsync.events.fleet.diff;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.TestTopic;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.ModelAction;
import dev.modelsync.schema.ModelHealth;
import dev.modelsync.schema.ModelOrigin;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.RegistryModel;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a cluster holds and lacks, and why, from real topics; the worker's part is played. */
class DiffIT {
    private static final String CLUSTER = "diff-edge";
    private static final String PROJECT = "diff";

    private static final Hm HM = Hm.shared();
    private static @Nullable ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void start() {
        application = HM.startStreaming();
        api = new Api(application);
        application.getBean(Enrolment.class).enrol(CLUSTER, PROJECT, Location.PRIMARY, Map.of());
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void shouldFollowAServiceFromItsRegistrationToTheRegistryAndBackInTime() throws Exception {
        report();
        JsonNode registered = api.register(PROJECT, Api.openAi("walked")).json();
        String model = registered.path("models").path(0).path("registryName").asString();
        eventually(() -> {
            assertThat(verdict(diff(""), model)).isEqualTo("MISSING");
            assertThat(why("walked").path("end").asString()).isEqualTo("CONSUMED");
        });
        Instant beforeItWasApplied = now();

        long revision = registered.path("revision").longValue();
        answer("walked", registered.path("uid").asString(), revision, model);
        inventory(registered.path("models").path(0), null);

        eventually(() -> {
            assertThat(verdict(diff("?all=true"), model)).isEqualTo("SAME");
            assertThat(verdict(diff(""), model)).isEmpty();
            JsonNode why = why("walked");
            assertThat(why.path("end").isNull()).as(why.toString()).isTrue();
            assertThat(why.path("works").asBoolean()).isTrue();
        });
        Instant whenItWas = now();
        shouldTellWhatSomebodyDidToTheModel(registered.path("models").path(0), model);

        assertThat(api.delete(PROJECT, "walked", '"' + Long.toString(revision) + '"')
                        .status())
                .isEqualTo(204);
        eventually(() -> assertThat(verdict(diff(""), model)).isEqualTo("EXTRA"));
        eventually(() -> assertThat(verdict(diff("?at=" + now()), model)).isEqualTo("EXTRA"));
        assertThat(verdict(diff("?at=" + whenItWas + "&all=true"), model)).isEqualTo("SAME");
        JsonNode then = diff("?at=" + beforeItWasApplied);
        assertThat(verdict(then, model)).isEqualTo("MISSING");
        assertThat(then.path("at").asString()).isEqualTo(beforeItWasApplied.toString());
        assertThat(then.path("freshness").isNull()).isTrue();
    }

    private static void shouldTellWhatSomebodyDidToTheModel(JsonNode held, String model) {
        inventory(held, "CHANGED");

        eventually(() -> {
            JsonNode difference = diff("").path("models").path(0);
            assertThat(difference.path("model").asString()).isEqualTo(model);
            assertThat(difference.path("verdict").asString()).isEqualTo("DIFFERENT");
            assertThat(difference.path("reason").asString()).isEqualTo("CHANGED");
            assertThat(difference.path("detail").asString()).isEqualTo("it has other settings");
            assertThat(why("walked").path("end").asString()).isEqualTo("APPLIED");
            JsonNode listed = get("/api/v1/clusters/" + CLUSTER + "/models")
                    .path("models")
                    .path(0);
            assertThat(listed.path("drift").asString()).isEqualTo("CHANGED");
            assertThat(api.send("GET", "/clusters/" + CLUSTER, "").response().body())
                    .contains("Not as it was made: it has other settings");
        });
    }

    @Test
    void shouldKnowNothingOfAClusterBeforeItWasEnrolled() throws Exception {
        eventually(() ->
                assertThat(api.send("GET", path("?at=" + now()), "").status()).isEqualTo(200));

        Api.Answer answer = api.send("GET", path("?at=2020-01-01T00:00:00Z"), "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.response().body()).contains(CLUSTER, "was enrolled at 2020-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/clusters/no-such/diff, 404, no-such",
        "/api/v1/clusters/diff-edge/diff?at=yesterday, 400, 'yesterday'",
        "/api/v1/clusters/diff-edge/diff?at=2999-01-01T00:00:00Z, 400, of the past",
        "/api/v1/clusters/diff-edge/diff?all=yes, 400, true and false",
        "/api/v1/projects/diff/inference-services/no-such/why?cluster=diff-edge, 404, 'no-such'",
        "/api/v1/projects/diff/inference-services/No%20Name/why?cluster=diff-edge, 404, 'No Name'",
        "/api/v1/projects/diff/inference-services/asked/why, 400, it is missing",
        "/api/v1/projects/diff/inference-services/asked/why?cluster=nowhere, 404, 'nowhere'"
    })
    void shouldRefuseWhatItDoesNotKnow(String path, int status, String said) throws Exception {
        if (api.get(PROJECT, "asked").status() == 404) {
            api.register(PROJECT, Api.openAi("asked"));
        }

        Api.Answer answer = api.send("GET", path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.response().body()).contains(said);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private static String path(String query) {
        return "/api/v1/clusters/" + CLUSTER + "/diff" + query;
    }

    private static JsonNode diff(String query) throws Exception {
        return get(path(query));
    }

    private static JsonNode why(String service) throws Exception {
        report();
        return get("/api/v1/projects/" + PROJECT + "/inference-services/" + service + "/why?cluster=" + CLUSTER);
    }

    private static JsonNode get(String path) throws Exception {
        Api.Answer answer = api.send("GET", path, "");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private static String verdict(JsonNode diff, String model) {
        return diff.path("models")
                .valueStream()
                .filter(one -> one.path("model").asString().equals(model))
                .map(one -> one.path("verdict").asString())
                .findFirst()
                .orElse("");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static void report() {
        send(
                Topic.SYNC_CLUSTERS,
                CLUSTER,
                ClusterReport.newBuilder()
                        .setClusterId(CLUSTER)
                        .setProjectId(PROJECT)
                        .setWorkerId("worker-1")
                        .setWorkerVersion("1.2.3")
                        .setReportedAt(now())
                        .setState(WorkerState.RUNNING)
                        .build());
    }

    private static void answer(String service, String uid, long revision, String model) {
        send(
                Topic.SYNC_OUTCOMES,
                CLUSTER + "/" + PROJECT + "/" + service,
                SyncOutcome.newBuilder()
                        .setOutcomeId(uid)
                        .setClusterId(CLUSTER)
                        .setProjectId(PROJECT)
                        .setServiceName(service)
                        .setServiceUid(uid)
                        .setRevision(revision)
                        .setEventId(uid + ":" + revision)
                        .setResult(SyncResult.APPLIED)
                        .setModels(List.of(new ModelOutcome(model, ModelAction.CREATED, null)))
                        .setChangedAt(now())
                        .setAppliedAt(now())
                        .setSource(new RecordPosition(Topic.INFERENCE_SERVICES.topicName(), 0, 0L))
                        .build());
    }

    private static void inventory(JsonNode model, @Nullable String drift) {
        send(
                Topic.SYNC_CLUSTERS,
                CLUSTER + "/inventory",
                ClusterInventory.newBuilder()
                        .setClusterId(CLUSTER)
                        .setTakenAt(now())
                        .setDigest("digest")
                        .setModels(List.of(RegistryModel.newBuilder()
                                .setName(model.path("registryName").asString())
                                .setProvider(model.path("aidbProvider").asString())
                                .setOrigin(ModelOrigin.SYNCED)
                                .setServiceName("walked")
                                .setUpstreamModel(model.path("upstreamModel").asString())
                                .setHealth(ModelHealth.READY)
                                .setDrift(drift)
                                .build()))
                        .build());
    }

    private static void send(Topic topic, String key, SpecificRecord value) {
        try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            new TestTopic(HM, topic).write(key, serializer.serialize(topic.topicName(), value));
        }
    }
}
