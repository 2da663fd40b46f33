package dev.modelsync.quickstart;

import dev.modelsync.contract.Topic;
import dev.modelsync.quickstart.Shell.Result;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands on what is parked, and on topics. */
interface ParkAndTopicCommandCases extends CommandLineCases {
    @Test
    default void shouldShowWhatIsParkedTryItAgainAndGiveItUp() {
        Result registered = register("parked", "OPENROUTER", "TEXT_COMPLETION=mistral", "--wait");
        assertThat(registered.exitCode()).as(registered.toString()).isEqualTo(2);
        assertThat(registered.out()).contains("PARKED", "CREDENTIAL_CONFLICT");

        assertThat(shell().run("park", "list", "--cluster", "primary").out()).contains("parked", "CREDENTIAL_CONFLICT");
        Result shown = shell().run("park", "show", "primary", "parked");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("What to do", "Delete the hand-made credentials");
        assertThat(shell().run("park", "retry", "primary", "parked").exitCode()).isZero();
        assertThat(shell().run("park", "retry", "primary", "--all").exitCode()).isZero();
        assertThat(shell().run("park", "show", "secondary", "parked").err()).contains("not parked on secondary");

        Result discarded = shell().run("park", "discard", "primary", "parked", "--reason", "not needed there");
        assertThat(discarded.exitCode()).as(discarded.toString()).isZero();
        await().atMost(PATIENCE)
                .until(() ->
                        shell().run("park", "list", "--service", "parked").out().contains("Nothing is parked"));
    }

    @Test
    default void shouldVerifyTheTopics() {
        Result verified = shell().run("topics", "verify");
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("hm.inference-services.v1", "cleanup.policy", "SAFE");
        Result created = shell().run("topics", "create");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out()).doesNotContain("CREATED");
    }

    @Test
    default void shouldMakeATopicThatIsMissingAndFindASettingThatIsWrong() throws Exception {
        String topic = Topic.ACTIVITY_CHECKPOINTS.topicName();
        try (Admin kafka = Admin.create(
                Map.of("bootstrap.servers", stack().servers().kafka().bootstrapServers()))) {
            kafka.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(shell().run("topics", "verify").out()).containsPattern(topic + " +MISSING"));
            assertThat(shell().run("topics", "verify").exitCode()).isEqualTo(2);
            assertThat(shell().run("doctor").out()).contains("FAIL  topics", topic + " is missing");

            Result created = shell().run("topics", "create");
            assertThat(created.exitCode()).as(created.toString()).isZero();
            assertThat(created.out()).containsPattern(topic + " +CREATED");
            assertThat(shell().run("topics", "verify").exitCode()).isZero();

            setRetention(kafka, topic, "1000");
            await().atMost(PATIENCE).until(() -> shell().run("topics", "verify").exitCode() == 2);
            Result wrong = shell().run("topics", "create");
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.out())
                    .contains("UNSAFE", "<--", "Repair " + topic, "kafka-configs.sh", "retention.ms=")
                    .doesNotContain("CREATED");

            setRetention(kafka, topic, wrong.out().replaceAll("(?s).*retention.ms=(-?[0-9]+).*", "$1"));
            await().atMost(PATIENCE).until(() -> shell().run("topics", "verify").exitCode() == 0);
        }
    }

    private static void setRetention(Admin kafka, String topic, String millis) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
        kafka.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
}
