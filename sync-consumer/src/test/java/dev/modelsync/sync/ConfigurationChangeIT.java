package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What a cluster is configured with decides what it holds, also for services decided before. */
class ConfigurationChangeIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldSkipWhereTheProxyCannotBeReachedAndPlanAgainWhenItCan() {
        ServiceChanged registered = service.declared(1, embedding("emb"));
        cluster.set("location", "SECONDARY").start();
        cluster.send(registered);
        assertThat(cluster.outcomeOf(registered).getReason()).isEqualTo("PROXY_UNREACHABLE");
        assertThat(cluster.syncedModels()).isEmpty();
        cluster.stop();

        cluster.set("proxy-reachable", true).start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).containsOnlyKeys("emb"));
        cluster.stop();

        cluster.set("proxy-reachable", false).start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).isEmpty());
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(registered.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(SyncResult.SKIPPED, SyncResult.APPLIED, SyncResult.SKIPPED));
    }

    @Test
    void shouldRotateTheStoredToken() {
        TestService other = cluster.service("other");
        cluster.start();
        ServiceChanged registered = service.declared(1, embedding("a"), embedding("b"), completion("c"));
        ServiceChanged second = other.declared(2, embedding("d"));
        cluster.send(registered);
        cluster.send(second);
        cluster.outcomeOf(registered);
        cluster.outcomeOf(second);
        cluster.stop();

        cluster.set("access-token", "another-token").start();

        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.credentialOf(EMBEDDINGS)).contains("another-token");
            assertThat(cluster.credentialOf(TestService.COMPLETIONS)).contains("another-token");
            assertThat(cluster.outcomesOf(second.getEventId())).hasSize(2);
        });
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b", "c", "d");
    }

    @Test
    void shouldMoveModelsToANewProxyAddress() {
        cluster.start();
        ServiceChanged registered = service.declared(1, embedding("a"));
        cluster.send(registered);
        cluster.outcomeOf(registered);
        cluster.stop();

        cluster.set("proxy-url", "https://elsewhere.test/proxy/").start();

        cluster.eventually()
                .untilAsserted(() ->
                        assertThat(cluster.syncedModels().get("a")).contains("https://elsewhere.test/proxy/projects/"));
    }
}
