package dev.modelsync.events.capture;

import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.events.Hm;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.events.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Failures of the engine while more has been read than can be published: its queue holds four changes here. */
class CaptureFailureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> SMALL_QUEUE =
            Map.of("modelsync.capture.max-batch-size", "1", "modelsync.capture.poll-interval", "1ms");
    private static final int CHANGES = 100;

    @Test
    void shouldEndTheProcessWithAStatusAlsoWhenItsQueueIsFull() throws Exception {
        try (Hm hm = Hm.apart()) {
            JavaProcess child = hm.startProcess(SMALL_QUEUE);
            try {
                awaitTopicOfFirst(hm);
                hm.jdbc()
                        .sql("ALTER TABLE hm.inference_service DROP CONSTRAINT inference_service_labels_readable")
                        .update();
                hm.jdbc()
                        .sql("BEGIN; UPDATE hm.inference_service SET labels = '[7]'; " + many("full") + "; COMMIT")
                        .update();

                assertThat(child.awaitEnd(PATIENCE)).isEqualTo(2);
                assertThat(hm.topic().summaries("full/s0")).isEmpty();
            } finally {
                child.kill();
            }
        }
    }

    @Test
    void shouldGoOnInOrderWhenTheSlotIsTakenAwayWhileItsQueueIsFull() {
        try (Hm hm = Hm.apart()) {
            Map<String, Object> properties = hm.properties();
            properties.putAll(SMALL_QUEUE);
            try (ConfigurableApplicationContext application = RegistryEventsApplication.start(properties)) {
                assertThat(application.isActive()).isTrue();
                awaitTopicOfFirst(hm);
                hm.kafka().close();
                try {
                    hm.jdbc().sql("BEGIN; " + many("queue") + "; COMMIT").update();
                    hm.jdbc()
                            .sql("UPDATE hm.inference_service SET state = 'DEREGISTERED' WHERE project = 'queue'")
                            .update();
                    hm.jdbc()
                            .sql("SELECT pg_terminate_backend(active_pid)::text FROM pg_replication_slots"
                                    + " WHERE active_pid IS NOT NULL")
                            .query(String.class)
                            .list();
                } finally {
                    hm.startKafkaAgain();
                }

                awaitUntil(() -> assertThat(hm.topic().all().stream()
                                .filter(entry -> entry.kafka().key().startsWith("queue/"))
                                .map(entry -> entry.kafka().key() + ' ' + entry.summary()))
                        .hasSize(2 * CHANGES));
                for (int number = 0; number < CHANGES; number += CHANGES / 4) {
                    assertThat(hm.topic().summaries("queue/s" + number))
                            .isEqualTo(List.of("REGISTERED", "DEREGISTERED"));
                }
            }
        }
    }

    private static void awaitTopicOfFirst(Hm hm) {
        // Until then the schema may not be there.
        awaitUntil(() -> hm.jdbc().sql(Sql.insert("first", "svc")).update());
        awaitUntil(() -> assertThat(hm.topic().summaries("first/svc")).containsExactly("REGISTERED"));
    }

    private static String many(String project) {
        return String.join(
                "; ",
                IntStream.range(0, CHANGES)
                        .mapToObj(number -> Sql.insert(project, "s" + number))
                        .toList());
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }
}
