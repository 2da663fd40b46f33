package dev.modelsync.sync;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** The extension is updated in place to a build that keeps credentials elsewhere. */
class AidbUpgradeIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldTakeUpNamedCredentialsWhenAServiceIsPlannedNext() {
        cluster.start();
        applied(service.declared(1, embedding("a"), embedding("b")));
        cluster.stop();
        cluster.sql()
                .sql("alter extension aidb update to '" + AidbStandIn.VERSION_NAMED_CREDENTIALS + "'")
                .update();
        cluster.start();

        applied(service.declared(2, embedding("a"), embedding("b"), embedding("c")));

        assertThat(cluster.sql()
                        .sql("select registry_name || ' ' || credential from modelsync.model order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("a modelsync_proxy_1", "b modelsync_proxy_1", "c modelsync_proxy_1");
        assertThat(cluster.syncedModels())
                .containsOnlyKeys("a", "b", "c")
                .allSatisfy((name, held) -> assertThat(held).contains("credential=modelsync_proxy_1"));
        assertThat(cluster.sql()
                        .sql("select version || ' ' || credentials from modelsync.build order by id")
                        .query(String.class)
                        .list())
                .containsExactly("7.6.0 ON_PROVIDER", "named-credentials NAMED");
    }

    @Test
    void shouldPassOverACredentialNameThatSomebodyElseHas() {
        cluster.sql()
                .sql("alter extension aidb update to '" + AidbStandIn.VERSION_NAMED_CREDENTIALS + "'")
                .update();
        cluster.sql()
                .sql("select aidb.create_credential(name => 'modelsync_proxy_1', endpoint => 'elsewhere.test')")
                .query(row -> {});
        cluster.set("parked-retry-interval", "200ms").start();

        ServiceChanged change = service.declared(1, embedding("a"));
        cluster.send(change);
        cluster.outcomeOf(change);

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.statusOf(service)).isEqualTo("APPLIED"));
        assertThat(cluster.syncedModels().get("a")).contains("credential=modelsync_proxy_2");
    }

    private void applied(ServiceChanged change) {
        cluster.send(change);
        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
    }
}
