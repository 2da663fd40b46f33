package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.Finding.Level;
import dev.modelsync.events.kafka.TopicReport.Setting;
import dev.modelsync.events.kafka.TopicReport.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TopicProvisionerIT {
    private static final String SERVICES = Topic.INFERENCE_SERVICES.topicName();
    private static final String CLUSTERS = Topic.CLUSTERS.topicName();

    @TempDir
    Path folder;

    @Test
    void shouldCreateTopicsAndRefuseThemWhenTheyBecomeUnsafe() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            KafkaProperties kafka = new KafkaProperties(broker.bootstrapServers(), Map.of());
            TopicProvisioner provisioner = new TopicProvisioner(kafka, new TopicProperties(2, (short) 1, 1));

            provisioner.provision();
            provisioner.provision();

            assertThat(admin.describeTopics(List.of(SERVICES))
                            .allTopicNames()
                            .get()
                            .get(SERVICES)
                            .partitions())
                    .hasSize(2);
            set(admin, SERVICES, "cleanup.policy", "delete");
            set(admin, SERVICES, "min.compaction.lag.ms", "1000");
            set(admin, CLUSTERS, "delete.retention.ms", "1000");
            assertThatThrownBy(provisioner::provision)
                    .isInstanceOf(UnsafeTopicException.class)
                    .hasMessageContaining("cleanup.policy is delete and must be compact")
                    .hasMessageContaining("min.compaction.lag.ms is 1000 and must be at least 2592000000")
                    .hasMessageContaining("kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                            + " --alter --entity-type topics --entity-name " + SERVICES
                            + " --add-config cleanup.policy=compact,min.compaction.lag.ms=2592000000")
                    .hasMessageContaining("Topic " + CLUSTERS
                            + " would lose events: delete.retention.ms is 1000 and must be at least 2592000000");

            assertThat(provisioner.verify())
                    .filteredOn(report -> !report.isSafe())
                    .satisfiesExactly(
                            services -> {
                                assertThat(services.topic()).isEqualTo(SERVICES);
                                assertThat(services.state()).isEqualTo(State.UNSAFE);
                                assertThat(services.unsafe())
                                        .extracting(Setting::complaint)
                                        .containsExactly(
                                                "cleanup.policy is delete and must be compact",
                                                "min.compaction.lag.ms is 1000 and must be at least 2592000000");
                                assertThat(services.repair()).contains("--entity-name " + SERVICES);
                            },
                            clusters -> assertThat(clusters.topic()).isEqualTo(CLUSTERS));
            assertThat(new KafkaCheck(provisioner, kafka).look())
                    .extracting(Finding::level)
                    .containsExactly(Level.OK, Level.FAIL, Level.FAIL);

            set(admin, SERVICES, "cleanup.policy", "compact");
            set(admin, SERVICES, "min.compaction.lag.ms", "9999999999");
            set(admin, CLUSTERS, "delete.retention.ms", "2592000000");
            provisioner.provision();
        }
    }

    @Test
    void shouldMakeAMissingTopicAndNothingElse() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            KafkaProperties kafka = new KafkaProperties(broker.bootstrapServers(), Map.of());
            TopicProvisioner provisioner = new TopicProvisioner(kafka, new TopicProperties(2, (short) 1, 1));
            provisioner.provision();
            set(admin, SERVICES, "cleanup.policy", "delete");
            admin.deleteTopics(List.of(CLUSTERS)).all().get();
            await().until(() -> provisioner.verify().stream().anyMatch(report -> report.state() == State.MISSING));

            assertThat(provisioner.createMissing())
                    .filteredOn(TopicReport::created)
                    .singleElement()
                    .satisfies(created -> {
                        assertThat(created.topic()).isEqualTo(CLUSTERS);
                        assertThat(created.state()).isEqualTo(State.SAFE);
                        assertThat(created.partitions()).isEqualTo(2);
                    });

            await().until(() -> provisioner.verify().stream().noneMatch(report -> report.state() == State.MISSING));
            assertThat(provisioner.verify())
                    .filteredOn(report -> report.state() == State.UNSAFE)
                    .extracting(TopicReport::topic)
                    .containsExactly(SERVICES);
        }
    }

    @Test
    void shouldFindThatTheBrokersDoNotAnswer() {
        KafkaProperties kafka = new KafkaProperties("127.0.0.1:1", Map.of());
        TopicProvisioner provisioner = new TopicProvisioner(kafka, new TopicProperties(2, (short) 1, 1));

        assertThat(new KafkaCheck(provisioner, kafka).look())
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(Level.FAIL);
    }

    private static void set(Admin admin, String topicName, String name, String value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topicName);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        // The controller has it; the broker that answers questions learns of it a moment later.
        await().until(() -> value.equals(admin.describeConfigs(List.of(topic))
                .all()
                .get()
                .get(topic)
                .get(name)
                .value()));
    }
}
