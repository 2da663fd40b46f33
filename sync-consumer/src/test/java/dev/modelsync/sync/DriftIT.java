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
        assertThat(cluster.handMadeModels()).extracting(row -> row.get("name")).containsExactly("replaced");
        assertThat(cluster.ownerOf("replaced")).isNull();
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .last()
                        .extracting(SyncOutcome::getResult, SyncOutcome::getReason)
                        .containsExactly(SyncResult.SKIPPED, "NAME_TAKEN"));
        awaitDrift(Map.of());
    }

    private void interfere() {
        cluster.sql().sql("select aidb.delete_model('missing')").query(row -> {});
        cluster.sql().sql("select aidb.delete_model('replaced')").query(row -> {});
        cluster.handMade("replaced", TestService.EMBEDDINGS, null);
        String url = cluster.sql()
                .sql("select url from modelsync.model where registry_name = 'changed'")
                .query(String.class)
                .single();
        cluster.sql().sql("select aidb.delete_model('changed')").query(row -> {});
        cluster.sql()
                .sql("select aidb.create_model(name => 'changed', provider => :provider, validate => false,"
                        + " config => jsonb_build_object('model', 'another', 'url', :url))")
                .param("provider", TestService.EMBEDDINGS)
                .param("url", url)
                .query(row -> {});
        // Deleting a model took the credentials of the embeddings along.
        cluster.sql().sql("drop user mapping for public server " + COMPLETIONS).update();
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
