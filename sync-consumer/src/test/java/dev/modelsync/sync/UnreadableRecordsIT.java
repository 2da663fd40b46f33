package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Records that nobody can read, on a broker of their own: what has no project in its key is parked on every cluster. */
class UnreadableRecordsIT {
    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private TestCluster cluster;

    @BeforeEach
    void startBroker() throws ExecutionException, InterruptedException {
        kafka = EmbeddedKafka.start(folder, 0);
        TestServers.createTopics(kafka);
        cluster = new TestCluster(kafka);
    }

    @AfterEach
    void stop() {
        cluster.close();
        kafka.close();
    }

    @Test
    void shouldParkWhatNobodyCanReadAndGoOn() {
        TestService service = cluster.service("openai-prod");
        cluster.start();
        cluster.awaitHealthy();
        byte[] unknownSchema = {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 0};
        cluster.sendBytes(cluster.project() + "/unknown-schema", unknownSchema, null);
        cluster.sendBytes(cluster.project() + "/mismatch", valueOf(service.declared(1, embedding("m"))), null);
        cluster.sendBytes(
                cluster.project() + "/nul", valueOf(cluster.service("nul").declared(1, nulModel())), null);
        cluster.sendBytes("no-slash", new byte[] {1}, null);
        cluster.sendBytes(null, new byte[] {1}, 0);
        ServiceChanged fine = service.declared(2, embedding("fine"));
        cluster.send(fine);

        assertThat(cluster.outcomeOf(fine).getResult()).isEqualTo(SyncResult.APPLIED);
        cluster.eventually().untilAsserted(() -> {
            assertThat(reasons())
                    .hasSize(5)
                    .containsEntry(cluster.project() + "/unknown-schema", "UNKNOWN_SCHEMA")
                    .containsEntry(cluster.project() + "/mismatch", "UNREADABLE_EVENT")
                    .containsEntry(cluster.project() + "/nul", "UNREADABLE_EVENT");
            assertThat(reasons().keySet().stream().filter(name -> name.startsWith("?/")))
                    .hasSize(2);
        });
        assertThat(cluster.syncedModels()).containsOnlyKeys("fine");
    }

    private Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        cluster.sql()
                .sql("select service, reason from modelsync.status where state = 'PARKED'")
                .query(row -> {
                    reasons.put(row.getString("service"), row.getString("reason"));
                });
        return reasons;
    }

    private static ModelState nulModel() {
        return TestService.model("nul", EMBEDDINGS, "up\0stream", "/v1/embeddings");
    }

    private static byte[] valueOf(ServiceChanged change) {
        return Objects.requireNonNull(new SingleObjectSerializer().serialize("topic", change));
    }
}
