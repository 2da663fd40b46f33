package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** A DBA pauses the worker from SQL. */
class LocalSwitchIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldApplyNothingUntilTheSwitchIsGone() {
        cluster.start();
        decided(service.declared(1, embedding("a")));
        pause("disk is full");

        ServiceChanged edit = service.declared(2, embedding("a"), embedding("b"));
        cluster.send(edit);
        awaitPaused("disk is full");

        assertThat(cluster.syncedModels()).containsOnlyKeys("a");
        assertThat(cluster.outcomesOf(edit.getEventId())).isEmpty();
        assertThat(cluster.health().getStatus()).isEqualTo(Status.UP);
        assertThat(cluster.health().getDetails()).doesNotContainKey("outage");

        resume();

        assertThat(cluster.outcomeOf(edit).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b");
        assertThat(cluster.outcomesOf(edit.getEventId())).hasSize(1);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails()).doesNotContainKey("paused"));
    }

    @Test
    void shouldHoldAcrossARestart() {
        cluster.start();
        decided(service.declared(1, embedding("a")));
        pause("upgrade");
        cluster.stop();
        ServiceChanged removal = service.withdrawn(2);
        cluster.send(removal);

        cluster.start();
        awaitPaused("upgrade");
        assertThat(cluster.syncedModels()).containsOnlyKeys("a");

        resume();
        assertThat(cluster.outcomeOf(removal).getResult()).isEqualTo(SyncResult.REMOVED);
        assertThat(cluster.syncedModels()).isEmpty();
    }

    @Test
    void shouldReadOnWhereTheDatabaseStandsWhenItWasMovedMeanwhile() {
        cluster.start();
        ServiceChanged first = service.declared(1, embedding("a"));
        decided(first);
        pause("restore");
        ServiceChanged edit = service.declared(2, embedding("b"));
        cluster.send(edit);
        awaitPaused("restore");
        cluster.sql().sql("update modelsync.cursor set next_offset = 0").update();

        resume();

        assertThat(cluster.outcomeOf(edit).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(cluster.outcomesOf(first.getEventId())).hasSize(1);
    }

    private void pause(String reason) {
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values (:reason)")
                .param("reason", reason)
                .update();
    }

    private void resume() {
        cluster.sql().sql("delete from modelsync.local_switch").update();
    }

    private void awaitPaused(String reason) {
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails().get("paused"))
                        .asString()
                        .endsWith(reason));
    }

    private void decided(ServiceChanged change) {
        cluster.send(change);
        cluster.outcomeOf(change);
    }
}
