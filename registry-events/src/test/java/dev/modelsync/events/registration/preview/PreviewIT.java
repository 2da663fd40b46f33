package dev.modelsync.events.registration.preview;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import dev.modelsync.events.HmState;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.cluster.EnrolmentRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Dry runs tell what would change, and change nothing. */
class PreviewIT {
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
    void shouldTellWhatWouldChangeAndChangeNothing() throws Exception {
        application.getBean(Enrolment.class).enrol("dry-1", "dry", Location.PRIMARY, Map.of());
        Answer registered = api.register("dry", Api.openAi("svc"));
        String path = Api.services("dry");
        String before = HmState.of(HM);

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
        assertThat(HmState.of(HM)).isEqualTo(before);
        assertThat(api.get("dry", "svc").etag()).isEqualTo(registered.etag());
        // What is captured is in order: after this one, nothing of the dry runs can come.
        api.register("dry", Api.openAi("end"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !HM.topic().of("dry/end").isEmpty());
        assertThat(HM.topic().of("dry/two")).isEmpty();
        assertThat(HM.topic().of("dry/svc")).hasSize(1);
    }

    @Test
    void shouldNotAskForTheProxyWhereCredentialsAreDeliveredDirectly() throws Exception {
        Enrolment enrolment = application.getBean(Enrolment.class);
        enrolment.enrol("dry-proxied", "dry-direct", Location.SECONDARY, Map.of());
        Delivery direct = new Delivery.Direct(OpeningKey.generate().sealingKey().toJson());
        enrolment.enrol(
                new EnrolmentRequest("dry-direct", "dry-direct", Location.SECONDARY, Map.of(), direct, null), "ann");
        Answer registered = api.register("dry-direct", Api.openAi("svc"));
        String moved = """
                {"endpointUrl": "https://eu.api.openai.com", "credentials": {"apiKey": "sk-2"}}
                """;

        assertThat(edited("dry-direct", registered, moved))
                .containsExactly("dry-direct svc EDIT null", "dry-proxied svc LEAVE null");
        assertThat(edited("dry-direct", registered, "{\"credentials\": {\"apiKey\": \"sk-2\"}}"))
                .containsExactly("dry-direct svc LEAVE null", "dry-proxied svc LEAVE null");
        for (String cluster : List.of("dry-direct", "dry-proxied")) {
            HM.jdbc().sql("""
                            INSERT INTO hm.service_outcome (
                                cluster_id, project, name, service_uid, revision, outcome_id, event_id,
                                result, reason, changed_at, applied_at, since)
                            SELECT :cluster, project, name, uid, revision, :cluster, 'e',
                                'SKIPPED', 'PROXY_UNREACHABLE', now(), now(), now()
                            FROM hm.inference_service WHERE project = 'dry-direct'
                            """).param("cluster", cluster).update();
        }
        assertThat(edited("dry-direct", registered, moved))
                .containsExactly("dry-direct svc EDIT null", "dry-proxied svc SKIP PROXY_UNREACHABLE");
        assertThat(api.get("dry-direct", "svc").json().get("clusters").valueStream())
                .extracting(cluster -> cluster.get("delivery").stringValue())
                .containsExactly("DIRECT", "PROXY");
    }

    @Test
    void shouldForetellWhatAidbCannotUseWithoutTheProxy() throws Exception {
        Enrolment enrolment = application.getBean(Enrolment.class);
        enrolment.enrol("dry-aws-proxied", "dry-aws", Location.SECONDARY, Map.of());
        Delivery direct = new Delivery.Direct(OpeningKey.generate().sealingKey().toJson());
        enrolment.enrol(
                new EnrolmentRequest("dry-aws-direct", "dry-aws", Location.SECONDARY, Map.of(), direct, null), "ann");
        String keys = "\"accessKeyId\": \"AKIA-1\", \"secretAccessKey\": \"s\"";

        Answer create = api.send("POST", Api.services("dry-aws") + "?dryRun=true", bedrock(keys), "Content-Type", JSON);
        assertThat(create.status()).as(create.response().body()).isEqualTo(200);
        assertThat(effects(create))
                .containsExactly("dry-aws-direct claude SKIP NEEDS_PROXY", "dry-aws-proxied claude CREATE null");
        Answer withKey = api.send(
                "POST", Api.services("dry-aws") + "?dryRun=true", bedrock("\"apiKey\": \"b-1\""), "Content-Type", JSON);
        assertThat(effects(withKey))
                .containsExactly("dry-aws-direct claude CREATE null", "dry-aws-proxied claude CREATE null");

        Answer registered = api.register("dry-aws", bedrock(keys));
        assertThat(registered.status()).as(registered.response().body()).isEqualTo(201);
        assertThat(edited("dry-aws", registered, "{\"labels\": {\"a\": \"b\"}}"))
                .as("by what the secret store holds")
                .containsExactly("dry-aws-direct claude SKIP NEEDS_PROXY", "dry-aws-proxied claude LEAVE null");
        assertThat(edited("dry-aws", registered, "{\"credentials\": {\"apiKey\": \"b-1\"}}"))
                .containsExactly("dry-aws-direct claude LEAVE null", "dry-aws-proxied claude LEAVE null");
        assertThat(edited("dry-aws", registered, """
                {"models": [{"upstreamModel": "anthropic.claude-v3", "function": "TEXT_COMPLETION", "registryName": "other"}]}
                """))
                .containsExactly(
                        "dry-aws-direct claude REMOVE null",
                        "dry-aws-direct other SKIP NEEDS_PROXY",
                        "dry-aws-proxied claude REMOVE null",
                        "dry-aws-proxied other CREATE null");
    }

    private static String bedrock(String credentials) {
        return """
                {"name": "svc", "provider": "AWS_BEDROCK", "endpointUrl": "https://bedrock-runtime.eu-central-1.amazonaws.com",
                 "apiProtocolVersion": "ANTHROPIC_V1", "credentials": {%s},
                 "models": [{"upstreamModel": "anthropic.claude-v3", "function": "TEXT_COMPLETION", "registryName": "claude"}]}
                """.formatted(credentials);
    }

    private static List<String> edited(String project, Answer registered, String patch) throws Exception {
        Answer answer = api.send(
                "PATCH",
                Api.services(project) + "/svc?dryRun=true",
                patch,
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                registered.etag());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return effects(answer);
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
}
