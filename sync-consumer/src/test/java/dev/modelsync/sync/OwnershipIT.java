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
        HandMade.model(cluster, "taken", COMPLETIONS, null);
        List<Map<String, Object>> before = HandMade.models(cluster);
        cluster.start();

        SyncOutcome outcome = cluster.decided(service.declared(1, embedding("taken"), embedding("free")));

        assertThat(outcome.getResult()).isEqualTo(SyncResult.SKIPPED);
        assertThat(outcome.getReason()).isEqualTo("NAME_TAKEN");
        assertThat(outcome.getDetail()).contains("'taken'");
        assertThat(cluster.syncedModels()).containsOnlyKeys("free");

        assertThat(cluster.decided(service.withdrawn(2)).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(HandMade.models(cluster)).isEqualTo(before);
    }

    @Test
    void shouldParkAServiceThatWouldUseForeignCredentials() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        cluster.start();

        SyncOutcome outcome = cluster.decided(service.declared(1, embedding("emb"), completion("chat")));

        assertThat(outcome.getResult()).isEqualTo(SyncResult.PARKED);
        assertThat(outcome.getReason()).isEqualTo("CREDENTIAL_CONFLICT");
        assertThat(cluster.syncedModels()).isEmpty();
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    @Test
    void shouldApplyAParkedServiceWhenItChangesAfterTheCure() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        cluster.start();
        cluster.decided(service.declared(1, embedding("emb")));

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
        cluster.decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("drop user mapping for public server " + EMBEDDINGS).update();
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");

        SyncOutcome outcome = cluster.decided(service.withdrawn(2));

        assertThat(outcome.getReason()).isEqualTo("WOULD_DROP_FOREIGN_CREDENTIALS");
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains("dba-key");
    }

    @Test
    void shouldDropOnlyItsOwnCredentialsWhenHandMadeModelsRemainOnTheProvider() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, null);
        List<Map<String, Object>> before = HandMade.models(cluster);
        cluster.start();
        cluster.decided(service.declared(1, embedding("emb")));

        assertThat(cluster.decided(service.withdrawn(2)).getResult()).isEqualTo(SyncResult.REMOVED);

        assertThat(cluster.credentialOf(EMBEDDINGS)).isNull();
        assertThat(HandMade.models(cluster)).isEqualTo(before);
    }

    @Test
    void shouldGiveUpAModelThatTheDbaReplaced() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("select aidb.delete_model('emb')").query(row -> {});
        HandMade.model(cluster, "emb", COMPLETIONS, null);

        assertThat(cluster.decided(service.declared(2, embedding("emb"))).getReason())
                .isEqualTo("NAME_TAKEN");
        assertThat(cluster.decided(service.withdrawn(3)).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(HandMade.models(cluster)).hasSize(1);
    }

    @Test
    void shouldMakeAModelAgainThatSomebodyDeleted() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("select aidb.delete_model('emb')").query(row -> {});

        assertThat(cluster.decided(service.declared(2, embedding("emb"))).getResult())
                .isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
    }

    @Test
    void shouldHandANameOverWithinOneBatch() {
        TestService taker = cluster.service("taker");
        cluster.start();
        cluster.decided(service.declared(1, embedding("x")));
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
        cluster.decided(service.declared(1, embedding("x")));
        ServiceChanged wanting = taker.declared(3, embedding("x"), embedding("z"));
        assertThat(cluster.decided(wanting).getReason()).isEqualTo("NAME_TAKEN");

        cluster.decided(service.withdrawn(2));

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(wanting.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactly(SyncResult.SKIPPED, SyncResult.APPLIED));
        assertThat(cluster.ownerOf("x")).isEqualTo("taker");
        assertThat(cluster.credentialOf(EMBEDDINGS)).contains(TestCluster.TOKEN);
    }
}
