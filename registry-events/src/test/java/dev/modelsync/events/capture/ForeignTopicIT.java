package dev.modelsync.events.capture;

import dev.modelsync.events.Sql;
import dev.modelsync.events.publish.Repair;
import dev.modelsync.events.publish.Repair.Cause;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The topics are not as they were left. */
class ForeignTopicIT {
    private final Site site = new Site();

    @Test
    void shouldAnnounceEverythingOnATopicThatWasMadeAnewWhileItWasDown() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "one"), Sql.insert("p", "two"));
            site.sql(Sql.enrol("one"), Sql.enrol("two"), Sql.revoke("two"));
            site.awaitService("p/two", "REGISTERED");
            site.awaitCluster("two", "ENROLLED", "REVOKED");
            assertThat(application.isActive()).isTrue();
        }
        site.services().delete();
        site.clusterTopic().delete();

        try (ConfigurableApplicationContext application = site.start()) {
            site.awaitService("p/one", "REGISTERED");
            site.awaitService("p/two", "REGISTERED");
            site.awaitCluster("one", "ENROLLED");
            site.awaitCluster("two", "REVOKED");
            assertThat(Site.repairs(application).count(Cause.TOPIC, Repair.ANNOUNCED))
                    .isEqualTo(4);
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
        }
    }

    @Test
    void shouldAnnounceEverythingOnATopicThatIsMadeAnewWhileItRuns() {
        try (ConfigurableApplicationContext application = site.start("modelsync.capture.compare-interval", "1s")) {
            site.sql(Sql.insert("p", "one"), Sql.insert("p", "two"));
            site.sql(Sql.enrol("one"));
            site.awaitService("p/two", "REGISTERED");
            site.awaitCluster("one", "ENROLLED");

            site.services().delete();
            site.services().create();
            site.clusterTopic().delete();
            site.clusterTopic().create();

            site.awaitService("p/one", "REGISTERED");
            site.awaitService("p/two", "REGISTERED");
            site.awaitCluster("one", "ENROLLED");
            site.sql(Sql.revoke("one"));
            site.awaitCluster("one", "ENROLLED", "REVOKED");
            site.sql(Sql.insert("p", "three"), Sql.deregister("p", "one"));
            site.awaitService("p/three", "REGISTERED");
            site.awaitService("p/one", "REGISTERED", "DEREGISTERED");
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
        }
    }

    @Test
    void shouldRepairWhatAnotherPublisherWroteLate() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "svc"));
            site.awaitService("p/svc", "REGISTERED");
            byte[] late = site.topic().of("p/svc").get(0).kafka().value();
            site.sql(Site.edit("svc"));
            site.awaitService("p/svc", "REGISTERED", "UPDATED");

            site.services().write("p/svc", late);
            // The next change of the partition shows that somebody has written.
            site.sql(Sql.insert("p", "a"), Sql.insert("p", "b"), Sql.insert("p", "c"), Sql.insert("p", "d"));
            site.sql(Sql.insert("p", "e"), Sql.insert("p", "f"), Sql.insert("p", "g"), Sql.insert("p", "h"));

            Site.awaitUntil(
                    () -> assertThat(site.last("p/svc").getAfter().getLabels()).containsEntry("team", "search"));
            Site.awaitUntil(() -> assertThat(Site.repairs(application).count(Cause.TOPIC, Repair.ANNOUNCED))
                    .isEqualTo(1));
        }
    }

    @Test
    void shouldBringBackAClusterThatAnotherPublisherMadeATombstoneOfLate() {
        try (ConfigurableApplicationContext application = site.start("modelsync.capture.compare-interval", "1s")) {
            site.sql(Sql.enrol("one"));
            site.awaitCluster("one", "ENROLLED");

            site.clusterTopic().write("one", null);

            site.awaitCluster("one", "ENROLLED", "tombstone", "UPDATED");
            assertThat(site.clusters().last("one").getRevokedAt()).isNull();
            assertThat(Site.repairs(application).count(Cause.TOPIC, Repair.REVISED))
                    .isEqualTo(1);
        }
    }
}
