package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.COMPLETIONS;
import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** What somebody does to our models is noticed, and mended where that is wanted. */
class DriftIT {
    private final TestCluster cluster = new TestCluster().set("drift-interval", "100ms");
    private final TestService service = cluster.service("openai-prod");
    private final ServiceChanged change = service.declared(
            1, embedding("changed"), embedding("missing"), embedding("replaced"), embedding("sound"), completion("c"));

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldReportAndLeaveEverythingAsItIs() {
        cluster.start();
        decided();
        assertThat(drift()).isEmpty();
        Map<String, String> before = cluster.syncedModels();

        interfere();

        // Deleting a model took the credentials of the embeddings along.
        awaitDrift(Map.of(
                "changed", "CHANGED",
                "missing", "MISSING",
                "replaced", "REPLACED",
                "sound", "CREDENTIALS_LOST",
                "c", "CREDENTIALS_LOST"));
        assertThat(cluster.syncedModels()).doesNotContainKey("missing").containsEntry("sound", before.get("sound"));
        assertThat(cluster.outcomesOf(change.getEventId())).hasSize(1);
        assertThat(cluster.statusOf(service)).isEqualTo("APPLIED");
    }

    @Test
    void shouldRepairWhatIsOursAndReportWhatIsNot() {
        cluster.set("drift", "repair").start();
        decided();
        Map<String, String> before = cluster.syncedModels();

        interfere();

        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.syncedModels())
                    .containsEntry("changed", before.get("changed"))
                    .containsEntry("missing", before.get("missing"))
                    .doesNotContainKey("replaced");
            assertThat(cluster.credentialOf(COMPLETIONS)).contains(TestCluster.TOKEN);
        });
        assertThat(HandMade.models(cluster)).extracting(row -> row.get("name")).containsExactly("replaced");
        assertThat(cluster.ownerOf("replaced")).isNull();
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .last()
                        .extracting(SyncOutcome::getResult, SyncOutcome::getReason)
                        .containsExactly(SyncResult.SKIPPED, "NAME_TAKEN"));
        awaitDrift(Map.of());
    }

    /** At one stroke, so that no repair comes between. */
    private void interfere() {
        cluster.sql().sql("""
                do $$
                declare
                    address text;
                begin
                    select url into address from modelsync.model where registry_name = 'changed';
                    perform aidb.delete_model('missing');
                    perform aidb.delete_model('replaced');
                    perform aidb.create_model(name => 'replaced', provider => 'openai_embeddings', validate => false,
                        config => '{"model": "hand-made", "url": "https://api.openai.com/v1"}');
                    perform aidb.delete_model('changed');
                    perform aidb.create_model(name => 'changed', provider => 'openai_embeddings', validate => false,
                        config => jsonb_build_object('model', 'another', 'url', address));
                    -- Deleting a model has taken the credentials of the embeddings along.
                    drop user mapping for public server openai_completions;
                end $$
                """).update();
    }

    private void decided() {
        cluster.send(change);
        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    private void awaitDrift(Map<String, String> expected) {
        cluster.eventually().untilAsserted(() -> assertThat(drift()).isEqualTo(expected));
    }

    private Map<String, String> drift() {
        Map<String, String> drift = new HashMap<>();
        cluster.sql().sql("select registry_name, kind from modelsync.drift").query(row -> {
            drift.put(row.getString("registry_name"), row.getString("kind"));
        });
        return drift;
    }
}
