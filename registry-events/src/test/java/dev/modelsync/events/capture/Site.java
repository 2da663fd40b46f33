package dev.modelsync.events.capture;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.ClusterLog;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.TestTopic;
import dev.modelsync.events.TopicLog;
import dev.modelsync.events.TopicLog.Entry;
import dev.modelsync.events.publish.RepairLog;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database and empty topics for one test, on servers that the tests of comparisons share: they would harm others,
 * since one topic is for one database.
 */
final class Site {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static int databases;

    private final Hm hm = Servers.HM;
    private final TestTopic services = new TestTopic(hm, Topic.INFERENCE_SERVICES);
    private final TestTopic clusterTopic = new TestTopic(hm, Topic.CLUSTERS);
    private String database;

    Site() {
        database = "source" + ++databases;
        hm.postgres().createDatabase(database);
        services.delete();
        clusterTopic.delete();
    }

    private static final class Servers {
        static final Hm HM = start();

        private static Hm start() {
            Hm hm = Hm.apart();
            Runtime.getRuntime().addShutdownHook(new Thread(hm::close));
            return hm;
        }
    }

    ConfigurableApplicationContext start() {
        return start("modelsync.capture.compare-interval", "1h");
    }

    /** Returns after the comparison that follows the start. */
    ConfigurableApplicationContext start(String name, String value) {
        Map<String, Object> properties = hm.properties(database);
        properties.put(name, value);
        ConfigurableApplicationContext application = RegistryEventsApplication.start(properties);
        awaitUntil(() -> assertThat(repairs(application).comparedAt()).isNotNull());
        awaitUntil(() -> assertThat(
                        application.getBean(RegistrationCapture.class).state().phase())
                .isEqualTo(CaptureState.Phase.STREAMING));
        return application;
    }

    Hm hm() {
        return hm;
    }

    /** The name of the database and of the slot. */
    String database() {
        return database;
    }

    TestTopic services() {
        return services;
    }

    TestTopic clusterTopic() {
        return clusterTopic;
    }

    TopicLog topic() {
        return hm.topic();
    }

    ClusterLog clusters() {
        return new ClusterLog(hm);
    }

    static RepairLog repairs(ConfigurableApplicationContext application) {
        return application.getBean(RepairLog.class);
    }

    void dropSlot() {
        hm.jdbc()
                .sql("SELECT pg_drop_replication_slot(:slot)::text")
                .param("slot", database)
                .query(String.class)
                .single();
    }

    /** The name of a copy of the database. */
    String copy() {
        String copy = database + "copy";
        hm.jdbc("postgres")
                .sql("CREATE DATABASE " + copy + " TEMPLATE " + database)
                .update();
        return copy;
    }

    /** From now on, that database. */
    void use(String other) {
        database = other;
    }

    static String edit(String name) {
        return "UPDATE hm.inference_service SET labels = '{\"team\": \"search\"}' WHERE state = 'REGISTERED' AND name = '"
                + name + "'";
    }

    void sql(String... statements) {
        for (String statement : statements) {
            hm.jdbc(database).sql(statement).update();
        }
    }

    ServiceChanged last(String key) {
        List<Entry> entries = hm.topic().of(key);
        return event(entries, entries.size() - 1);
    }

    static ServiceChanged event(List<Entry> entries, int index) {
        return Objects.requireNonNull(entries.get(index).event());
    }

    void awaitService(String key, String... expected) {
        awaitUntil(() -> assertThat(hm.topic().summaries(key)).containsExactly(expected));
    }

    void awaitCluster(String id, String... expected) {
        awaitUntil(() -> assertThat(clusters().summaries(id)).containsExactly(expected));
    }

    static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
