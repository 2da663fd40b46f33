package dev.modelsync.events.capture;

import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.events.Api;
import dev.modelsync.events.ClusterLog;
import dev.modelsync.events.Hm;
import dev.modelsync.events.ServerLog;
import dev.modelsync.events.Sql;
import dev.modelsync.events.TopicLog.Entry;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CaptureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Hm hm = Hm.shared();

    @Test
    void shouldPublishTheWholeLifeOfAService() throws Exception {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            Api api = new Api(application);
            Api.Answer registered = api.register("life", Api.openAi("svc"));
            Api.Answer edited = api.patch("life", "svc", registered.etag(), "{\"labels\": {\"team\": \"search\"}}");
            Api.Answer rotated =
                    api.patch("life", "svc", edited.etag(), "{\"credentials\": {\"apiKey\": \"sk-other\"}}");
            api.delete("life", "svc", rotated.etag());
            api.register("life", Api.openAi("svc"));

            awaitTopic("life/svc", "REGISTERED", "UPDATED", "CREDENTIALS_ROTATED", "DEREGISTERED", "REGISTERED");
            List<ServiceChanged> events =
                    hm.topic().of("life/svc").stream().map(Entry::event).toList();
            assertThat(events).extracting(ServiceChanged::getRevision).isSorted();
            assertThat(events).extracting(ServiceChanged::getEventId).doesNotHaveDuplicates();
            assertThat(events.get(0).getBefore()).isNull();
            assertThat(events.get(1).getChangedFields()).containsExactly("labels");
            assertThat(events.get(3).getAfter()).isNull();
            assertThat(events.get(3).getBefore().getCredentialVersion()).isEqualTo(2);
            assertThat(events.get(4).getServiceUid()).isNotEqualTo(events.get(3).getServiceUid());
        }
    }

    @Test
    void shouldPublishWhatWasWrittenWhileItWasStoppedAndNothingTwice() {
        try (ServerLog log = ServerLog.ofErrors("capture")) {
            try (ConfigurableApplicationContext application = hm.startStreaming()) {
                assertThat(application.isActive()).isTrue();
                sql(Sql.insert("restart", "one"));
                awaitTopic("restart/one", "REGISTERED");
            }
            assertThat(log.messages()).isEmpty();
        }
        sql(Sql.insert("restart", "two"));
        sql(Sql.deregister("restart", "one"));

        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            sql(Sql.insert("restart", "three"));

            awaitTopic("restart/three", "REGISTERED");
            awaitTopic("restart/two", "REGISTERED");
            awaitTopic("restart/one", "REGISTERED", "DEREGISTERED");
        }
    }

    @Test
    void shouldPublishEveryRowOfATransactionInOrder() {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            sql("BEGIN; " + Sql.insert("bulk", "a") + "; " + Sql.insert("bulk", "b") + "; "
                    + Sql.deregister("bulk", "a") + "; " + Sql.insert("bulk", "a") + "; COMMIT");

            awaitTopic("bulk/a", "REGISTERED", "DEREGISTERED", "REGISTERED");
            awaitTopic("bulk/b", "REGISTERED");
        }
    }

    @Test
    void shouldMakeATombstoneOnlyOfThePurgeOfTheLastIncarnation() {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            sql(Sql.insert("purge", "gone"));
            sql(Sql.deregister("purge", "gone"));
            sql(Sql.purge("purge", "gone"));
            sql(Sql.insert("purge", "back"));
            sql(Sql.deregister("purge", "back"));
            sql(Sql.insert("purge", "back"));
            sql(Sql.purge("purge", "back"));
            sql(Sql.insert("purge", "end"));

            awaitTopic("purge/gone", "REGISTERED", "DEREGISTERED", "tombstone");
            awaitTopic("purge/end", "REGISTERED");
            awaitTopic("purge/back", "REGISTERED", "DEREGISTERED", "REGISTERED");
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheProcessIsKilled() throws Exception {
        List<String> names =
                IntStream.range(0, 60).mapToObj(number -> "s" + number).toList();
        JavaProcess child = hm.startProcess(Map.of());
        try {
            sql(Sql.insert("killed", "first"));
            awaitTopic("killed/first", "REGISTERED");
            sql(Sql.enrol("killed"));
            for (String name : names) {
                sql(Sql.insert("killed", name));
            }
            // Published, and most likely before the position was stored, which happens once a second.
            await().atMost(PATIENCE).until(() -> !hm.topic().of("killed/s0").isEmpty());
        } finally {
            child.kill();
        }
        sql(Sql.revoke("killed"));
        for (String name : names) {
            sql(Sql.deregister("killed", name));
        }

        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            awaitTopic("killed/s59", "REGISTERED", "DEREGISTERED");
            assertThat(new ClusterLog(hm).summaries("killed")).containsExactly("ENROLLED", "REVOKED");
            Map<String, List<String>> published = hm.topic().all().stream()
                    .filter(entry -> entry.kafka().key().matches("killed/s\\d+"))
                    .collect(groupingBy(entry -> entry.kafka().key(), mapping(Entry::summary, toList())));
            assertThat(published).hasSameSizeAs(names);
            assertThat(published.values()).containsOnly(List.of("REGISTERED", "DEREGISTERED"));
        }
    }

    @Test
    void shouldSurviveARestartOfPostgres() {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            sql(Sql.insert("pg", "before"));
            awaitTopic("pg/before", "REGISTERED");

            hm.postgres().crash();
            hm.postgres().restart();
            sql(Sql.insert("pg", "after"));

            awaitTopic("pg/after", "REGISTERED");
            awaitTopic("pg/before", "REGISTERED");
            assertThat(application.getBean(RegistrationCapture.class).state().phase())
                    .isEqualTo(CaptureState.Phase.STREAMING);
        }
    }

    @Test
    void shouldWaitForTheBrokerAndSkipNothing() {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            sql(Sql.insert("broker", "before"));
            awaitTopic("broker/before", "REGISTERED");

            hm.kafka().close();
            try {
                sql(Sql.insert("broker", "meanwhile"));
                sql(Sql.deregister("broker", "before"));
            } finally {
                hm.startKafkaAgain();
            }

            awaitTopic("broker/meanwhile", "REGISTERED");
            awaitTopic("broker/before", "REGISTERED", "DEREGISTERED");
        }
    }

    @Test
    @Timeout(90)
    void shouldStopWhileTheBrokerIsAway() {
        ConfigurableApplicationContext application = hm.startStreaming();
        hm.kafka().close();
        try {
            sql(Sql.insert("outage", "svc"));
            awaitUntil(() ->
                    assertThat(threadNamed("kafka-producer-network-thread")).isTrue());

            application.close();

            assertThat(application.isActive()).isFalse();
            assertThat(threadNamed("capture")).isFalse();
        } finally {
            hm.startKafkaAgain();
        }
        try (ConfigurableApplicationContext again = hm.startStreaming()) {
            assertThat(again.isActive()).isTrue();
            awaitTopic("outage/svc", "REGISTERED");
        }
    }

    private static boolean threadNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(prefix));
    }

    @Test
    void shouldLetOneInstanceCaptureAndAnotherTakeOver() {
        ConfigurableApplicationContext first = hm.startStreaming();
        try (ConfigurableApplicationContext second = hm.startApplication()) {
            RegistrationCapture standby = second.getBean(RegistrationCapture.class);
            try {
                sql(Sql.insert("standby", "one"));
                awaitTopic("standby/one", "REGISTERED");
                assertThat(standby.state().phase()).isEqualTo(CaptureState.Phase.STANDBY);
            } finally {
                first.close();
            }

            sql(Sql.insert("standby", "two"));
            awaitTopic("standby/two", "REGISTERED");
            awaitTopic("standby/one", "REGISTERED");
            assertThat(standby.state().phase()).isEqualTo(CaptureState.Phase.STREAMING);
        }
    }

    @Test
    void shouldAnnounceByASnapshotWhatTheTopicLacks() {
        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            sql(Sql.insert("slot", "known"));
            awaitTopic("slot/known", "REGISTERED");
        }
        sql(Sql.insert("slot", "unknown"));
        hm.jdbc()
                .sql(
                        "SELECT slot_name FROM pg_replication_slots, pg_drop_replication_slot(slot_name) WHERE slot_name = 'hm'")
                .query(String.class)
                .single();

        try (ConfigurableApplicationContext application = hm.startStreaming()) {
            assertThat(application.isActive()).isTrue();
            awaitTopic("slot/unknown", "REGISTERED");
            awaitTopic("slot/known", "REGISTERED");
            assertThat(hm.topic().of("slot/unknown").get(0).event().getSource().getSnapshot())
                    .isTrue();
        }
    }

    @Test
    void shouldStopAndSaySoAtARowThatCannotBeRead() throws Exception {
        try (Hm apart = Hm.apart();
                ConfigurableApplicationContext application = apart.startApplication()) {
            Api api = new Api(application);
            CaptureFailures failures = new CaptureFailures();
            application.addApplicationListener(failures);
            awaitUntil(() -> assertThat(health(api)).contains("STREAMING"));

            apart.jdbc()
                    .sql("ALTER TABLE hm.inference_service DROP CONSTRAINT inference_service_labels_readable")
                    .update();
            apart.jdbc().sql(Sql.insert("broken", "svc")).update();
            awaitUntil(() -> assertThat(apart.topic().summaries("broken/svc")).containsExactly("REGISTERED"));
            apart.jdbc().sql("UPDATE hm.inference_service SET labels = '[7]'").update();

            awaitUntil(() -> assertThat(failures.seen()).hasSize(1));
            assertThat(failures.seen().get(0))
                    .hasStackTraceContaining("hm.inference_service")
                    .hasStackTraceContaining("Column labels");
            assertThat(health(api)).contains("FAILED").contains("DOWN");
            assertThat(apart.topic().summaries("broken/svc")).containsExactly("REGISTERED");
        }
    }

    private static String health(Api api) throws Exception {
        return api.send("GET", "/actuator/health", "").response().body();
    }

    private void sql(String statement) {
        hm.jdbc().sql(statement).update();
    }

    private void awaitTopic(String key, String... expected) {
        awaitUntil(() -> assertThat(hm.topic().summaries(key)).containsExactly(expected));
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
