package dev.modelsync.events.capture;

import dev.modelsync.events.Sql;
import dev.modelsync.events.TopicLog.Entry;
import dev.modelsync.events.publish.Repair;
import dev.modelsync.events.publish.Repair.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The place in the log is lost, or is another server's: the tables are read, and what the topics have is not announced twice. */
class LostSlotIT {
    private final Site site = new Site();

    @Test
    void shouldAnnounceWhatHappenedWhileTheSlotWasLost() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(
                    Sql.insert("p", "same"),
                    Sql.insert("p", "edited"),
                    Sql.insert("p", "gone"),
                    Sql.insert("p", "purged"));
            site.sql(Sql.enrol("same"), Sql.enrol("revoked"), Sql.enrol("gone"));
            site.awaitService("p/purged", "REGISTERED");
            site.awaitCluster("gone", "ENROLLED");
            assertThat(application.isActive()).isTrue();
        }
        site.dropSlot();
        site.sql(Site.edit("edited"), Sql.insert("p", "new"), Sql.deregister("p", "gone"));
        site.sql(Sql.deregister("p", "purged"), Sql.purge("p", "purged"));
        site.sql(Sql.revoke("revoked"), Sql.enrol("new"), Sql.revoke("gone"), Sql.forget("gone"));

        try (ConfigurableApplicationContext application = site.start()) {
            site.awaitService("p/purged", "REGISTERED", "DEREGISTERED");
            site.awaitService("p/gone", "REGISTERED", "DEREGISTERED");
            site.awaitService("p/new", "REGISTERED");
            assertThat(site.last("p/edited").getAfter().getLabels()).containsEntry("team", "search");
            assertThat(site.topic().summaries("p/same")).containsExactly("REGISTERED");
            List<Entry> purged = site.topic().of("p/purged");
            assertThat(site.last("p/purged").getRevision())
                    .isGreaterThan(Site.event(purged, 0).getRevision());
            assertThat(site.last("p/purged").getBefore())
                    .isEqualTo(Site.event(purged, 0).getAfter());
            assertThat(site.last("p/purged").getActor()).isEqualTo("modelsync");
            assertThat(Site.repairs(application).count(Cause.SLOT, Repair.ENDED))
                    .isEqualTo(2);
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
            site.awaitCluster("revoked", "ENROLLED", "REVOKED");
            site.awaitCluster("new", "ENROLLED");
            site.awaitCluster("gone", "ENROLLED", "REVOKED");
            assertThat(site.clusters().summaries("same")).containsExactly("ENROLLED");
            assertThat(site.clusters().last("gone").getActor()).isEqualTo("modelsync");
            assertThat(site.clusters().last("gone").getRevokedAt()).isNotNull();

            // What comes after it is newer.
            site.sql(Sql.insert("p", "purged"));
            site.awaitService("p/purged", "REGISTERED", "DEREGISTERED", "REGISTERED");
            site.sql(Sql.enrol("gone"));
            site.awaitCluster("gone", "ENROLLED", "REVOKED", "ENROLLED");
        }
    }

    /** As after a first start that was cut short; that the slot decodes in two phases tells it from the one made anew. */
    @Test
    void shouldMakeASlotAnewThatHasBroughtNothing() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "before"));
            site.awaitService("p/before", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        site.dropSlot();
        site.sql("DELETE FROM hm.capture_offset");
        site.hm()
                .jdbc(site.database())
                .sql("SELECT lsn::text FROM pg_create_logical_replication_slot(:slot, 'pgoutput', false, true)")
                .param("slot", site.database())
                .query(String.class)
                .single();

        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "after"), Site.edit("after"));
            site.awaitService("p/after", "REGISTERED", "UPDATED");
            assertThat(site.topic().summaries("p/before")).containsExactly("REGISTERED");
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
            assertThat(site.hm()
                            .jdbc(site.database())
                            .sql("SELECT two_phase FROM pg_replication_slots WHERE slot_name = :slot")
                            .param("slot", site.database())
                            .query(Boolean.class)
                            .single())
                    .isFalse();
        }
    }

    @Test
    void shouldAnnounceWhatTheSlotWasMovedPast() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "before"));
            site.awaitService("p/before", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        site.sql(Sql.insert("p", "lost"), Sql.deregister("p", "before"));
        site.hm()
                .jdbc(site.database())
                .sql("SELECT end_lsn::text FROM pg_replication_slot_advance(:slot, pg_current_wal_lsn())")
                .param("slot", site.database())
                .query(String.class)
                .single();

        try (ConfigurableApplicationContext application = site.start()) {
            assertThat(application.isActive()).isTrue();
            site.awaitService("p/lost", "REGISTERED");
            site.awaitService("p/before", "REGISTERED", "DEREGISTERED");
        }
    }

    @Test
    void shouldReadTheTableWhenThePositionIsOfAnotherServer() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "before"));
            site.awaitService("p/before", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        site.sql(
                "UPDATE hm.capture_offset SET position ="
                        + " (position::jsonb || '{\"lsn\": 999999999999, \"lsn_proc\": 999999999999, \"lsn_commit\": 999999999999}')::text");

        try (ConfigurableApplicationContext application = site.start()) {
            assertThat(application.isActive()).isTrue();
            site.sql(Sql.insert("p", "after"));
            site.awaitService("p/after", "REGISTERED");
        }
    }
}
