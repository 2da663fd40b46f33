package dev.modelsync.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedKafkaJoinIT {
    private static final int SECOND = 2;

    @TempDir
    Path folder;

    @Test
    void shouldLeadWhatIsAssignedToItAlsoAfterARestart() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(folder.resolve("first"), 0)) {
            try (EmbeddedKafka second = first.join(folder.resolve("second"), SECOND, 0)) {
                createOn(first, SECOND, "elsewhere");
                KafkaRecords.send(second.port(), "elsewhere", "kept");
            }
            try (EmbeddedKafka second = first.join(folder.resolve("second"), SECOND, 0)) {
                assertThat(KafkaRecords.read(first.port(), "elsewhere", 1)).containsExactly("kept");
                assertThat(leader(first, "elsewhere").port()).isEqualTo(second.port());
            }
        }
    }

    @Test
    void shouldRefuseTheNumberOfTheFirst() {
        try (EmbeddedKafka first = EmbeddedKafka.start(folder.resolve("first"), 0)) {
            assertThatThrownBy(() -> first.join(folder.resolve("second"), 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("node is 1, allowed are 2 and more");
        }
    }

    private static void createOn(EmbeddedKafka broker, int node, String topic) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(Set.of(new NewTopic(topic, Map.of(0, List.of(node)))))
                    .all()
                    .get();
        }
    }

    private static Node leader(EmbeddedKafka broker, String topic) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.describeTopics(Set.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .get(0)
                    .leader();
        }
    }

    private static Admin admin(EmbeddedKafka broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
