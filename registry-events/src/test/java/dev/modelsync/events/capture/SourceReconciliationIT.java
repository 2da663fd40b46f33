package dev.modelsync.events.capture;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.ServiceTopic;
import dev.modelsync.events.Sql;
import dev.modelsync.events.TopicLog.Entry;
import dev.modelsync.events.publish.Repair;
import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.events.publish.RepairLog;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each test has a database and a topic of its own. */
class SourceReconciliationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Hm hm;
    private static int databases;

    private String database = "";
    private ServiceTopic serviceTopic;

    @BeforeAll
    static void startServers() {
        hm = Hm.apart();
    }

    @AfterAll
    static void stopServers() {
        hm.close();
    }

    @BeforeEach
    void useNewDatabaseAndTopic() {
        database = "source" + ++databases;
        hm.postgres().createDatabase(database);
        serviceTopic = new ServiceTopic(hm);
        serviceTopic.delete();
    }

    @Test
    void shouldAnnounceWhatHappenedWhileTheSlotWasLost() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "same"), Sql.insert("p", "edited"), Sql.insert("p", "gone"), Sql.insert("p", "purged"));
            awaitTopic("p/purged", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        dropSlot(database);
        sql(edit("edited"), Sql.insert("p", "new"), Sql.deregister("p", "gone"));
        sql(Sql.deregister("p", "purged"), Sql.purge("p", "purged"));

        try (ConfigurableApplicationContext application = startCompared()) {
            awaitTopic("p/purged", "REGISTERED", "DEREGISTERED");
            awaitTopic("p/gone", "REGISTERED", "DEREGISTERED");
            awaitTopic("p/new", "REGISTERED");
            assertThat(last("p/edited").getAfter().getLabels()).containsEntry("team", "search");
            assertThat(hm.topic().summaries("p/same")).containsExactly("REGISTERED");
            List<Entry> purged = hm.topic().of("p/purged");
            assertThat(last("p/purged").getRevision())
                    .isGreaterThan(event(purged, 0).getRevision());
            assertThat(last("p/purged").getBefore()).isEqualTo(event(purged, 0).getAfter());
            assertThat(last("p/purged").getActor()).isEqualTo("modelsync");
            assertThat(repairs(application).count(Cause.SLOT, Repair.DEREGISTERED))
                    .isEqualTo(1);
            assertThat(repairs(application).count(Cause.ENGINE)).isZero();

            // What comes after it is newer.
            sql(Sql.insert("p", "purged"));
            awaitTopic("p/purged", "REGISTERED", "DEREGISTERED", "REGISTERED");
        }
    }

    @Test
    void shouldLetARestoredDatabaseOverruleTheTopic() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "same"), Sql.insert("p", "edited"), Sql.insert("p", "gone"));
            awaitTopic("p/gone", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        String copy = database + "copy";
        hm.jdbc("postgres")
                .sql("CREATE DATABASE " + copy + " TEMPLATE " + database)
                .update();
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(edit("edited"), edit("edited"), Sql.deregister("p", "gone"), Sql.insert("p", "later"));
            awaitTopic("p/later", "REGISTERED");
            awaitTopic("p/gone", "REGISTERED", "DEREGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        dropSlot(database);
        database = copy;
        // Takes a revision that the topic has as well, of another change.
        sql("UPDATE hm.inference_service SET labels = '{\"team\": \"other\"}' WHERE name = 'same'");

        try (ConfigurableApplicationContext application = startCompared()) {
            awaitUntil(() -> {
                assertThat(last("p/edited").getAfter().getLabels()).isEmpty();
                assertThat(last("p/gone").getAfter()).isNotNull();
                assertThat(last("p/later").getAfter()).isNull();
                assertThat(last("p/same").getAfter().getLabels()).containsEntry("team", "other");
            });
            for (String key : List.of("p/same", "p/edited", "p/gone", "p/later")) {
                assertThat(hm.topic().of(key))
                        .extracting(
                                entry -> Objects.requireNonNull(entry.event()).getRevision())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(repairs(application).count(Cause.DATABASE, Repair.REVISED))
                    .isGreaterThanOrEqualTo(2);
            assertThat(repairs(application).count(Cause.ENGINE)).isZero();
        }
    }

    @Test
    void shouldAnnounceEverythingOnATopicThatWasMadeAnewWhileItWasDown() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "one"), Sql.insert("p", "two"));
            awaitTopic("p/two", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        serviceTopic.delete();

        try (ConfigurableApplicationContext application = startCompared()) {
            awaitTopic("p/one", "REGISTERED");
            awaitTopic("p/two", "REGISTERED");
            assertThat(repairs(application).count(Cause.TOPIC, Repair.ANNOUNCED))
                    .isEqualTo(2);
            assertThat(repairs(application).count(Cause.ENGINE)).isZero();
        }
    }

    @Test
    void shouldAnnounceEverythingOnATopicThatIsMadeAnewWhileItRuns() {
        try (ConfigurableApplicationContext application = startCompared("modelsync.capture.compare-interval", "1s")) {
            sql(Sql.insert("p", "one"), Sql.insert("p", "two"));
            awaitTopic("p/two", "REGISTERED");

            serviceTopic.delete();
            serviceTopic.create();

            awaitTopic("p/one", "REGISTERED");
            awaitTopic("p/two", "REGISTERED");
            sql(Sql.insert("p", "three"), Sql.deregister("p", "one"));
            awaitTopic("p/three", "REGISTERED");
            awaitTopic("p/one", "REGISTERED", "DEREGISTERED");
            assertThat(repairs(application).count(Cause.ENGINE)).isZero();
        }
    }

    @Test
    void shouldAnnounceCountAndReportWhatTheLogDidNotBring() throws Exception {
        try (ConfigurableApplicationContext application = startCompared("modelsync.capture.compare-interval", "1s")) {
            sql(Sql.insert("p", "edited"), Sql.insert("p", "gone"));
            awaitTopic("p/gone", "REGISTERED");

            sql("ALTER PUBLICATION modelsync DROP TABLE hm.inference_service");
            sql(edit("edited"), Sql.insert("p", "new"), Sql.deregister("p", "gone"), Sql.purge("p", "gone"));
            sql("ALTER PUBLICATION modelsync ADD TABLE hm.inference_service");

            awaitTopic("p/new", "REGISTERED");
            awaitTopic("p/gone", "REGISTERED", "DEREGISTERED");
            awaitUntil(() -> assertThat(last("p/edited").getAfter().getLabels()).containsEntry("team", "search"));
            awaitUntil(
                    () -> assertThat(repairs(application).count(Cause.ENGINE)).isEqualTo(3));
            assertThat(new Api(application)
                            .send("GET", "/actuator/health", "")
                            .response()
                            .body())
                    .contains("\"engine\":3");
        }
    }

    @Test
    void shouldAnnounceWhatTheSlotWasMovedPast() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "before"));
            awaitTopic("p/before", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        sql(Sql.insert("p", "lost"), Sql.deregister("p", "before"));
        hm.jdbc(database)
                .sql("SELECT end_lsn::text FROM pg_replication_slot_advance(:slot, pg_current_wal_lsn())")
                .param("slot", database)
                .query(String.class)
                .single();

        try (ConfigurableApplicationContext application = startCompared()) {
            assertThat(application.isActive()).isTrue();
            awaitTopic("p/lost", "REGISTERED");
            awaitTopic("p/before", "REGISTERED", "DEREGISTERED");
        }
    }

    @Test
    void shouldReadTheTableWhenThePositionIsOfAnotherServer() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "before"));
            awaitTopic("p/before", "REGISTERED");
            assertThat(application.isActive()).isTrue();
        }
        sql(
                "UPDATE hm.capture_offset SET position ="
                        + " (position::jsonb || '{\"lsn\": 999999999999, \"lsn_proc\": 999999999999, \"lsn_commit\": 999999999999}')::text");

        try (ConfigurableApplicationContext application = startCompared()) {
            assertThat(application.isActive()).isTrue();
            sql(Sql.insert("p", "after"));
            awaitTopic("p/after", "REGISTERED");
        }
    }

    @Test
    void shouldRepairWhatAnotherPublisherWroteLate() {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "svc"));
            awaitTopic("p/svc", "REGISTERED");
            byte[] late = hm.topic().of("p/svc").get(0).kafka().value();
            sql(edit("svc"));
            awaitTopic("p/svc", "REGISTERED", "UPDATED");

            serviceTopic.write("p/svc", late);
            // The next change of the partition shows that somebody has written.
            sql(Sql.insert("p", "a"), Sql.insert("p", "b"), Sql.insert("p", "c"), Sql.insert("p", "d"));
            sql(Sql.insert("p", "e"), Sql.insert("p", "f"), Sql.insert("p", "g"), Sql.insert("p", "h"));

            awaitUntil(() -> assertThat(last("p/svc").getAfter().getLabels()).containsEntry("team", "search"));
            awaitUntil(() -> assertThat(repairs(application).count(Cause.TOPIC, Repair.ANNOUNCED))
                    .isEqualTo(1));
        }
    }

    @Test
    void shouldCompareWhenAnOperatorAsks() throws Exception {
        try (ConfigurableApplicationContext application = startCompared()) {
            sql(Sql.insert("p", "svc"));
            awaitTopic("p/svc", "REGISTERED");
            sql("ALTER PUBLICATION modelsync DROP TABLE hm.inference_service");
            sql(edit("svc"));
            sql("ALTER PUBLICATION modelsync ADD TABLE hm.inference_service");

            assertThat(new Api(application)
                            .send("POST", "/api/v1/capture/reconciliations", "")
                            .status())
                    .isEqualTo(202);

            awaitUntil(() -> assertThat(last("p/svc").getAfter().getLabels()).containsEntry("team", "search"));
        }
    }

    private ConfigurableApplicationContext startCompared() {
        return startCompared("modelsync.capture.compare-interval", "1h");
    }

    /** Returns after the comparison that follows the start. */
    private ConfigurableApplicationContext startCompared(String name, String value) {
        Map<String, Object> properties = hm.properties(database);
        properties.put(name, value);
        ConfigurableApplicationContext application = RegistryEventsApplication.start(properties);
        awaitUntil(() -> assertThat(repairs(application).comparedAt()).isNotNull());
        awaitUntil(() -> assertThat(
                        application.getBean(RegistrationCapture.class).state().phase())
                .isEqualTo(CaptureState.Phase.STREAMING));
        return application;
    }

    private static RepairLog repairs(ConfigurableApplicationContext application) {
        return application.getBean(RepairLog.class);
    }

    private static void dropSlot(String slot) {
        hm.jdbc()
                .sql("SELECT pg_drop_replication_slot(:slot)::text")
                .param("slot", slot)
                .query(String.class)
                .single();
    }

    private static String edit(String name) {
        return "UPDATE hm.inference_service SET labels = '{\"team\": \"search\"}' WHERE state = 'REGISTERED' AND name = '"
                + name + "'";
    }

    private void sql(String... statements) {
        for (String statement : statements) {
            hm.jdbc(database).sql(statement).update();
        }
    }

    private static ServiceChanged last(String key) {
        List<Entry> entries = hm.topic().of(key);
        return event(entries, entries.size() - 1);
    }

    private static ServiceChanged event(List<Entry> entries, int index) {
        return Objects.requireNonNull(entries.get(index).event());
    }

    private static void awaitTopic(String key, String... expected) {
        awaitUntil(() -> assertThat(hm.topic().summaries(key)).containsExactly(expected));
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
