package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What a DBA made is never changed, used or lost; a name belongs to one. */
class OwnershipIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldLeaveOutAModelWhoseNameIsTakenAndGoOnWithTheOthers() {
        cluster.handMade("taken", COMPLETIONS, null);
        List<Map<String, Object>> before = cluster.handMadeModels();
        cluster.start();

        SyncOutcome outcome = decided(service.declared(1, embedding("taken"), embedding("free")));

        assertThat(outcome.getResult()).isEqualTo(SyncResult.SKIPPED);
        assertThat(outcome.getReason()).isEqualTo("NAME_TAKEN");
        assertThat(outcome.getDetail()).contains("'taken'");
        assertThat(cluster.syncedModels()).containsOnlyKeys("free");

        assertThat(decided(service.withdrawn(2)).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(cluster.handMadeModels()).isEqualTo(before);
    }

    @Test
    void shouldParkAServiceThatWouldUseForeignCredentials() {
        cluster.handMade("hand-made", EMBEDDINGS, "dba-key");
        cluster.start();

        SyncOutcome outcome = decided(service.declared(1, embedding("emb"), completion("chat")));

        assertThat(outcome.getResult()).isEqualTo(SyncResult.PARKED);
        assertThat(outcome.getReason()).isEqualTo("CREDENTIAL_CONFLICT");
        assertThat(cluster.syncedModels()).isEmpty();
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    @Test
    void shouldApplyAParkedServiceWhenItChangesAfterTheCure() {
        cluster.handMade("hand-made", EMBEDDINGS, "dba-key");
        cluster.start();
        decided(service.declared(1, embedding("emb")));

        cluster.sql().sql("select aidb.delete_model('hand-made')").query(row -> {});
        ServiceChanged repeated = service.declared(1, embedding("emb"));
        cluster.send(repeated);

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).containsOnlyKeys("emb"));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(repeated.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(SyncResult.PARKED, SyncResult.APPLIED));
    }

    @Test
    void shouldParkARemovalThatWouldLoseForeignCredentials() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("drop user mapping for public server " + EMBEDDINGS).update();
        cluster.handMade("hand-made", EMBEDDINGS, "dba-key");

        SyncOutcome outcome = decided(service.withdrawn(2));

        assertThat(outcome.getReason()).isEqualTo("WOULD_DROP_FOREIGN_CREDENTIALS");
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    @Test
    void shouldDropOnlyItsOwnCredentialsWhenHandMadeModelsRemainOnTheProvider() {
        cluster.handMade("hand-made", EMBEDDINGS, null);
        List<Map<String, Object>> before = cluster.handMadeModels();
        cluster.start();
        decided(service.declared(1, embedding("emb")));

        assertThat(decided(service.withdrawn(2)).getResult()).isEqualTo(SyncResult.REMOVED);

        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();
        assertThat(cluster.handMadeModels()).isEqualTo(before);
    }

    @Test
    void shouldGiveUpAModelThatTheDbaReplaced() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("select aidb.delete_model('emb')").query(row -> {});
        cluster.handMade("emb", COMPLETIONS, null);

        assertThat(decided(service.declared(2, embedding("emb"))).getReason()).isEqualTo("NAME_TAKEN");
        assertThat(decided(service.withdrawn(3)).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(cluster.handMadeModels()).hasSize(1);
    }

    @Test
    void shouldMakeAModelAgainThatSomebodyDeleted() {
        cluster.start();
        decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("select aidb.delete_model('emb')").query(row -> {});

        assertThat(decided(service.declared(2, embedding("emb"))).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
    }

    @Test
    void shouldHandANameOverWithinOneBatch() {
        TestService taker = cluster.service("taker");
        cluster.start();
        decided(service.declared(1, embedding("x")));
        cluster.stop();

        ServiceChanged taken = taker.declared(3, embedding("x"));
        cluster.send(taken);
        cluster.send(service.declared(2, embedding("y")));
        cluster.start();

        assertThat(cluster.outcomeOf(taken).getServiceName()).isEqualTo("taker");
        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.ownerOf("x")).isEqualTo("taker");
            assertThat(cluster.ownerOf("y")).isEqualTo("openai-prod");
        });
    }

    @Test
    void shouldGiveANameToTheServiceThatWaitsForIt() {
        TestService taker = cluster.service("taker");
        cluster.start();
        decided(service.declared(1, embedding("x")));
        ServiceChanged wanting = taker.declared(3, embedding("x"), embedding("z"));
        assertThat(decided(wanting).getReason()).isEqualTo("NAME_TAKEN");

        decided(service.withdrawn(2));

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(wanting.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(SyncResult.SKIPPED, SyncResult.APPLIED));
        assertThat(cluster.ownerOf("x")).isEqualTo("taker");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
    }

    private SyncOutcome decided(ServiceChanged change) {
        cluster.send(change);
        return cluster.outcomeOf(change);
    }
}
