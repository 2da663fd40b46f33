package dev.modelsync.events.capture;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Api;
import dev.modelsync.events.Sql;
import dev.modelsync.events.publish.Repair;
import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log did not bring is found by comparing. */
class LostChangesIT {
    private final Site site = new Site();

    @Test
    void shouldAnnounceCountAndReportWhatTheLogDidNotBring() throws Exception {
        try (ConfigurableApplicationContext application = site.start("modelsync.capture.compare-interval", "1s")) {
            site.sql(Sql.insert("p", "edited"), Sql.insert("p", "gone"));
            site.sql(Sql.enrol("revoked"));
            site.awaitService("p/gone", "REGISTERED");
            site.awaitCluster("revoked", "ENROLLED");

            site.sql("ALTER PUBLICATION modelsync DROP TABLE hm.inference_service, hm.cluster");
            site.sql(Site.edit("edited"), Sql.insert("p", "new"), Sql.deregister("p", "gone"), Sql.purge("p", "gone"));
            site.sql(Sql.revoke("revoked"), Sql.enrol("new"));
            site.sql("ALTER PUBLICATION modelsync ADD TABLE hm.inference_service, hm.cluster");

            site.awaitCluster("revoked", "ENROLLED", "REVOKED");
            site.awaitCluster("new", "ENROLLED");
            site.awaitService("p/new", "REGISTERED");
            site.awaitService("p/gone", "REGISTERED", "DEREGISTERED");
            Site.awaitUntil(() ->
                    assertThat(site.last("p/edited").getAfter().getLabels()).containsEntry("team", "search"));
            Site.awaitUntil(() ->
                    assertThat(Site.repairs(application).count(Cause.ENGINE)).isEqualTo(5));
            assertThat(actuator(application, "health")).contains("\"engine\":5");
            assertThat(actuator(application, "prometheus")
                            .lines()
                            .filter(line -> line.startsWith("modelsync_capture_repairs_total{cause=\"engine\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                            .sum())
                    .isEqualTo(5);
            assertThat(actuator(application, "prometheus"))
                    .contains("modelsync_capture_phase{phase=\"streaming\"} 1.0");
        }
    }

    @Test
    void shouldCompareWhenAnOperatorAsks() throws Exception {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "svc"));
            site.awaitService("p/svc", "REGISTERED");
            site.sql("ALTER PUBLICATION modelsync DROP TABLE hm.inference_service");
            site.sql(Site.edit("svc"));
            site.sql("ALTER PUBLICATION modelsync ADD TABLE hm.inference_service");

            assertThat(new Api(application)
                            .send("POST", "/api/v1/capture/reconciliations", "")
                            .status())
                    .isEqualTo(202);

            Site.awaitUntil(
                    () -> assertThat(site.last("p/svc").getAfter().getLabels()).containsEntry("team", "search"));
        }
    }

    @Test
    void shouldAnnounceTheClustersOfADatabaseFromBeforeTheyWereCaptured() {
        try (ConfigurableApplicationContext application = site.start()) {
            site.sql(Sql.insert("p", "svc"));
            site.awaitService("p/svc", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        // An earlier version has a slot and a position, and neither read the table nor wrote to its topic.
        site.sql("ALTER PUBLICATION modelsync DROP TABLE hm.cluster", Sql.enrol("one"), Sql.enrol("two"));
        site.sql(Sql.revoke("two"), "ALTER PUBLICATION modelsync ADD TABLE hm.cluster");
        site.sql("DELETE FROM hm.compared_topic WHERE topic = 'hm.clusters.v1'");

        try (ConfigurableApplicationContext application = site.start()) {
            site.awaitCluster("one", "ENROLLED");
            site.awaitCluster("two", "REVOKED");
            assertThat(Site.repairs(application).count(Cause.TABLE, Repair.ANNOUNCED))
                    .isEqualTo(2);
            assertThat(Site.repairs(application).count(Cause.ENGINE)).isZero();
            site.sql(Sql.revoke("one"));
            site.awaitCluster("one", "ENROLLED", "REVOKED");
            assertThat(site.topic().summaries("p/svc")).containsExactly("REGISTERED");
        }
    }

    @Test
    void shouldAnnounceAgainWhatAnEarlierReleaseHasToldWithoutTheNameOfItsCredential() throws Exception {
        long told;
        try (ConfigurableApplicationContext application = site.start()) {
            Api api = new Api(application);
            api.register("earlier", Api.openAi("svc"));
            site.awaitService("earlier/svc", "REGISTERED");
            told = site.last("earlier/svc").getRevision();
        }
        ServiceChanged event = site.last("earlier/svc");
        ServiceState without = ServiceState.newBuilder(Objects.requireNonNull(event.getAfter()))
                .setCredentialRef(null)
                .build();
        ServiceChanged earlier =
                ServiceChanged.newBuilder(event).setAfter(without).build();
        site.services()
                .write(
                        "earlier/svc",
                        new SingleObjectSerializer().serialize(Topic.INFERENCE_SERVICES.topicName(), earlier));

        try (ConfigurableApplicationContext application = site.start()) {
            Site.awaitUntil(() -> {
                ServiceChanged again = site.last("earlier/svc");
                assertThat(again.getRevision()).isGreaterThan(told);
                assertThat(again.getAfter().getCredentialRef())
                        .isEqualTo(event.getAfter().getCredentialRef());
                assertThat(again.getAfter().getCredentialVersion()).isEqualTo(1);
            });
            assertThat(Site.repairs(application).count(Cause.RELEASE, Repair.REVISED))
                    .isEqualTo(1);
        }
    }

    private static String actuator(ConfigurableApplicationContext application, String endpoint) throws Exception {
        return new Api(application)
                .send("GET", "/actuator/" + endpoint, "")
                .response()
                .body();
    }
}
