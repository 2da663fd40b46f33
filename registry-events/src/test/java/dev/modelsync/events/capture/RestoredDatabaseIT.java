package dev.modelsync.events.capture;

import dev.modelsync.events.Sql;
import dev.modelsync.events.publish.Repair;
import dev.modelsync.events.publish.Repair.Cause;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The database is older than what was announced from it, and is right. */
class RestoredDatabaseIT {
    private final Site site = new Site();

    @Test
    void shouldLetARestoredDatabaseOverruleTheTopic() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "same"), Sql.insert("p", "edited"), Sql.insert("p", "gone"));
            site.sql(Sql.enrol("kept"), Sql.enrol("stolen"));
            site.awaitService("p/gone", "REGISTERED");
            site.awaitCluster("stolen", "ENROLLED");
            assertThat(application.isActive()).isTrue();
        }
        String copy = site.copy();
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Site.edit("edited"), Site.edit("edited"), Sql.deregister("p", "gone"), Sql.insert("p", "later"));
            site.awaitService("p/later", "REGISTERED");
            site.awaitService("p/gone", "REGISTERED", "DEREGISTERED");
            site.sql(Sql.revoke("stolen"), Sql.enrol("later"));
            site.awaitCluster("later", "ENROLLED");
            site.awaitCluster("stolen", "ENROLLED", "REVOKED");
            assertThat(application.isActive()).isTrue();
        }
        site.dropSlot();
        site.use(copy);
        // Each takes a revision that the topic has as well, the second that of the topic's last word on it.
        site.sql(
                "UPDATE hm.inference_service SET labels = '{\"team\": \"other\"}' WHERE name = 'same'",
                "UPDATE hm.inference_service SET changed_by = 'ann', change_reason = 'ticket 42' WHERE name = 'edited'");

        try (ConfigurableApplicationContext application = site.start()) {
            Site.awaitUntil(() -> {
                assertThat(site.last("p/edited").getAfter().getLabels()).isEmpty();
                assertThat(site.last("p/gone").getAfter()).isNotNull();
                assertThat(site.last("p/later").getAfter()).isNull();
                assertThat(site.last("p/same").getAfter().getLabels()).containsEntry("team", "other");
            });
            // Who had made the change of which the topic holds another is not lost.
            assertThat(site.last("p/edited").getActor()).isEqualTo("modelsync");
            assertThat(site.last("p/edited").getReason()).endsWith("Changed before by ann: ticket 42");
            site.awaitCluster("later", "ENROLLED", "REVOKED");
            Site.awaitUntil(() ->
                    assertThat(site.clusters().last("stolen").getRevokedAt()).isNull());
            assertThat(site.clusters().summaries("kept")).containsExactly("ENROLLED");
            for (String key : List.of("p/same", "p/edited", "p/gone", "p/later")) {
                assertThat(site.topic().of(key))
                        .extracting(
                                entry -> Objects.requireNonNull(entry.event()).getRevision())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(Site.repairs(application).count(Cause.DATABASE, Repair.REVISED))
                    .isGreaterThanOrEqualTo(2);
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
        }
    }
}
