package dev.modelsync.sync;

import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ModelHealth;
import dev.modelsync.schema.RegistryModel;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static dev.modelsync.sync.TestService.model;
import static org.assertj.core.api.Assertions.assertThat;

/** A worker that looks at the registry seldom does so when it is told to. */
class CompareIT {
    private final TestCluster cluster = new TestCluster()
            .set("drift-interval", "1h")
            .set("drift", "repair")
            .with("modelsync.heartbeat-interval", "200ms")
            .with("modelsync.inventory-interval", "1h");
    private final TestOperator operator = new TestOperator(cluster);
    private final ClusterTopic topic = new ClusterTopic(cluster.id());
    private final TestService service = cluster.service("openai-prod");

    @BeforeEach
    void start() {
        cluster.start();
        ServiceChanged change = service.declared(1, embedding("changed"), completion("sound"));
        cluster.send(change);
        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    @AfterEach
    void stop() {
        operator.close();
        topic.close();
        cluster.close();
    }

    @Test
    void shouldTellWhatTheRegistryHoldsNowAndLeaveItAsItIs() {
        assertThat(driftSeenNow()).isEmpty();
        interfere();
        Map<String, String> before = cluster.syncedModels();

        assertThat(driftSeenNow()).isEqualTo(Map.of("changed", "CHANGED"));

        assertThat(cluster.syncedModels()).isEqualTo(before);
        assertThat(topic.model("changed").getUpstreamModel()).isNull();
        assertThat(topic.model("changed").getHealth()).isEqualTo(ModelHealth.UNKNOWN);
        assertThat(topic.model("sound").getUpstreamModel()).isEqualTo("gpt-4o");
    }

    @Test
    void shouldTellItAgainThoughItIsNoNews() {
        ClusterInventory first = seenNow();

        ClusterInventory second = seenNow();

        assertThat(second.getTakenAt()).isAfter(first.getTakenAt());
        assertThat(second.getDigest()).isEqualTo(first.getDigest());
    }

    @Test
    void shouldLookWhileItIsPaused() {
        assertThat(operator.order(operator.command(CommandType.PAUSE)).getResult())
                .isEqualTo(CommandResult.DONE);
        interfere();

        assertThat(driftSeenNow()).isEqualTo(Map.of("changed", "CHANGED"));
    }

    @Test
    void shouldTellThatDriftIsOverOnceTheModelIsMadeAnew() {
        interfere();
        assertThat(driftSeenNow()).isEqualTo(Map.of("changed", "CHANGED"));

        cluster.send(service.declared(
                2, model("changed", EMBEDDINGS, "text-embedding-3-large", "/v1/embeddings"), completion("sound")));

        cluster.eventually().untilAsserted(() -> {
            assertThat(driftOf(last())).isEmpty();
            assertThat(topic.report().getDriftedModels()).isZero();
        });
    }

    /** Of the one model of its provider, since its credentials go along with it. */
    private void interfere() {
        cluster.sql().sql("""
                do $$
                declare
                    address text;
                begin
                    select url into address from modelsync.model where registry_name = 'changed';
                    perform aidb.delete_model('changed');
                    perform aidb.create_model(name => 'changed', provider => 'openai_embeddings', validate => false,
                        config => jsonb_build_object('model', 'another', 'url', address));
                end $$
                """).update();
    }

    private Map<String, String> driftSeenNow() {
        return driftOf(seenNow());
    }

    /** What the worker tells that it saw after it was told to look. */
    private ClusterInventory seenNow() {
        CommandOutcome answer = operator.order(operator.command(CommandType.COMPARE));
        assertThat(answer.getResult()).isEqualTo(CommandResult.DONE);
        cluster.eventually()
                .untilAsserted(() -> assertThat(last().getTakenAt()).isAfterOrEqualTo(answer.getDecidedAt()));
        return last();
    }

    private ClusterInventory last() {
        List<ClusterInventory> all = topic.inventories();
        assertThat(all).isNotEmpty();
        return all.get(all.size() - 1);
    }

    private static Map<String, String> driftOf(ClusterInventory inventory) {
        Map<String, String> drift = new HashMap<>();
        for (RegistryModel model : inventory.getModels()) {
            if (model.getDrift() != null) {
                drift.put(model.getName(), model.getDrift());
            }
        }
        return drift;
    }
}
