package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What is parked heals when its cause is gone, without a new change. */
class ParkedRetryIT {
    private final TestCluster cluster = new TestCluster().set("parked-retry-interval", "200ms");
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldApplyWhenTheForeignCredentialsAreGone() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        cluster.start();
        ServiceChanged change = service.declared(1, embedding("emb"));
        assertThat(cluster.decided(change).getReason()).isEqualTo("CREDENTIAL_CONFLICT");
        awaitRetries();

        cluster.sql().sql("select aidb.delete_model('hand-made')").query(row -> {});

        awaitResults(change, SyncResult.PARKED, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
        assertThat(cluster.sql()
                        .sql("select result from modelsync.history where service = :service order by id")
                        .param("service", service.key())
                        .query(String.class)
                        .list())
                .containsExactly("PARKED", "APPLIED");
    }

    @Test
    void shouldRemoveWhatADeregistrationLeft() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("emb")));
        cluster.sql().sql("drop user mapping for public server " + EMBEDDINGS).update();
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        ServiceChanged removal = service.withdrawn(2);
        assertThat(cluster.decided(removal).getReason()).isEqualTo("WOULD_DROP_FOREIGN_CREDENTIALS");

        cluster.sql().sql("select aidb.delete_model('hand-made')").query(row -> {});

        awaitResults(removal, SyncResult.PARKED, SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
    }

    @Test
    void shouldApplyWhenTheGrantIsThere() {
        cluster.sql()
                .sql("alter function aidb.create_model rename to create_model_away")
                .update();
        cluster.sql()
                .sql(
                        "create function aidb.create_model(name text, provider text, config jsonb, credentials jsonb,"
                                + " replace_credentials boolean, validate boolean) returns text language sql as 'select 1::text'")
                .update();
        cluster.sql()
                .sql("revoke execute on function aidb.create_model from public")
                .update();
        cluster.start();
        ServiceChanged change = service.declared(1, embedding("emb"));
        assertThat(cluster.decided(change).getReason()).isEqualTo("PERMISSION_DENIED");

        // At once: a retry that meets no function at all is parked anew, for another reason.
        cluster.sql().sql("""
                do $$ begin
                    drop function aidb.create_model;
                    alter function aidb.create_model_away rename to create_model;
                end $$""").update();

        awaitResults(change, SyncResult.PARKED, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
    }

    @Test
    void shouldReadARecordAgainThatItCouldNotRead() {
        cluster.start();
        cluster.awaitHealthy();
        cluster.sendBytes(service.key(), new byte[] {1, 2, 3}, null);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.statusOf(service)).isEqualTo("PARKED"));
        ServiceChanged change = service.declared(1, embedding("emb"));

        // As if this version had become able to read it.
        cluster.sql()
                .sql("update modelsync.service set event = :bytes where project = :project and name = :name")
                .param("bytes", new SingleObjectSerializer().serialize("topic", change))
                .param("project", service.project())
                .param("name", service.name())
                .update();

        awaitResults(change, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("emb");
    }

    /** That it was tried again is seen at the row, which each attempt writes. */
    private void awaitRetries() {
        String first = decidedAt();
        cluster.eventually().until(() -> !decidedAt().equals(first));
    }

    private String decidedAt() {
        return cluster.sql()
                .sql("select applied_at::text from modelsync.status where service = :service")
                .param("service", service.key())
                .query(String.class)
                .single();
    }

    private void awaitResults(ServiceChanged change, SyncResult... results) {
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .extracting(SyncOutcome::getResult)
                        .containsExactlyElementsOf(List.of(results)));
    }
}
