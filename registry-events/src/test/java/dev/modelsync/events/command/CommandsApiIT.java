package dev.modelsync.events.command;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RawTopic;
import dev.modelsync.events.TestTopic;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.WorkerCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CommandsApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER = "commanded";
    private static final String PATH = "/api/v1/clusters/" + CLUSTER + "/commands";

    private final Hm hm = Hm.shared();

    @Test
    void shouldGiveACommandAndTellWhatBecameOfIt() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            enrol();

            Api.Answer given = post(
                    api,
                    PATH,
                    "{\"type\": \"DISCARD_PARKED\", \"project\": \"demo\", \"service\": \"svc\", \"revision\": 7, \"reason\": \"hopeless\"}");

            assertThat(given.status()).isEqualTo(202);
            assertThat(given.json().get("result").stringValue()).isEqualTo("PENDING");
            String id = given.json().get("commandId").stringValue();
            String location = given.response().headers().firstValue("Location").orElseThrow();
            WorkerCommand command = sent(id);
            assertThat(command.getClusterId()).isEqualTo(CLUSTER);
            assertThat(command.getType()).isEqualTo(CommandType.DISCARD_PARKED);
            assertThat(command.getProjectId()).isEqualTo("demo");
            assertThat(command.getServiceName()).isEqualTo("svc");
            assertThat(command.getRevision()).isEqualTo(7);
            assertThat(command.getActor()).isEqualTo("olga");
            assertThat(command.getReason()).isEqualTo("hopeless");
            assertThat(Duration.between(command.getIssuedAt(), command.getExpiresAt()))
                    .isEqualTo(Duration.ofMinutes(10));

            answer(command);

            await().atMost(PATIENCE).untilAsserted(() -> {
                Api.Answer found = api.send("GET", location, "");
                assertThat(found.json().get("result").stringValue()).isEqualTo("REFUSED");
                assertThat(found.json().get("refusal").stringValue()).isEqualTo("SUPERSEDED");
                assertThat(found.json().get("service").stringValue()).isEqualTo("svc");
            });
        }
    }

    @Test
    void shouldRefuseWhatCannotBeACommand() throws Exception {
        try (ConfigurableApplicationContext application = hm.startApplication()) {
            Api api = new Api(application);
            enrol();

            Api.Answer refused = post(api, PATH, "{\"type\": \"DISCARD_PARKED\"}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.errors()).containsExactly("/service REQUIRED", "/reason REQUIRED");
            assertThat(post(api, "/api/v1/clusters/nobody/commands", "{\"type\": \"PAUSE\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(post(api, PATH, "{").status()).isEqualTo(400);
            assertThat(api.send("GET", PATH + "/unknown", "").status()).isEqualTo(404);
        }
    }

    private void enrol() {
        hm.jdbc().sql("""
                        INSERT INTO hm.cluster (id, project, location, token_sha256)
                        VALUES (:id, 'demo', 'PRIMARY', repeat('0', 64)) ON CONFLICT (id) DO NOTHING
                        """).param("id", CLUSTER).update();
    }

    private static Api.Answer post(Api api, String path, String body) throws Exception {
        return api.send("POST", path, body, "Content-Type", "application/json", "X-Actor", "olga");
    }

    private WorkerCommand sent(String commandId) {
        String topic = Topic.SYNC_CONTROL.topicName();
        try (SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            return RawTopic.read(hm.kafka().bootstrapServers(), topic).stream()
                    .filter(message -> message.key().equals(CLUSTER))
                    .map(message -> (WorkerCommand) values.deserialize(topic, message.value()))
                    .filter(command -> command.getCommandId().equals(commandId))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void answer(WorkerCommand command) {
        CommandOutcome outcome = CommandOutcome.newBuilder()
                .setOutcomeId("answer")
                .setCommandId(command.getCommandId())
                .setClusterId(CLUSTER)
                .setType(command.getType().name())
                .setResult(CommandResult.REFUSED)
                .setReason("SUPERSEDED")
                .setActor(command.getActor())
                .setCommandReason(command.getReason())
                .setIssuedAt(command.getIssuedAt())
                .setDecidedAt(command.getIssuedAt())
                .build();
        String topic = Topic.SYNC_OUTCOMES.topicName();
        String key = CLUSTER + "/@command/" + command.getCommandId();
        try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            new TestTopic(hm, Topic.SYNC_OUTCOMES).write(key, serializer.serialize(topic, outcome));
        }
    }
}
