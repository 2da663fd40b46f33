package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Records delivered twice, late, unreadable; workers that stop, start and are replaced. */
class DeliveryIT {
    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldIgnoreChangesThatAreOldOrRepeated() {
        cluster.start();
        ServiceChanged second = service.declared(2, embedding("second"));
        cluster.decided(second);

        cluster.send(service.declared(1, embedding("first")));
        cluster.send(second);
        ServiceChanged other = cluster.service("other").declared(3, embedding("other"));
        cluster.decided(other);
        cluster.decided(service.declared(4, embedding("second"), embedding("fourth")));

        assertThat(cluster.syncedModels()).containsOnlyKeys("second", "other", "fourth");
        assertThat(cluster.outcomesOf(second.getEventId())).hasSize(1);
        assertThat(cluster.outcomesOf(service.uid() + ":1")).isEmpty();
        assertThat(cluster.health().getDetails().get("ignored")).asString().contains("STALE=1", "REPEATED=1");
    }

    @Test
    void shouldIgnoreOtherProjects() {
        cluster.start();
        cluster.send(TestService.of("somebody-elses", "openai-prod").declared(1, embedding("theirs")));
        cluster.decided(service.declared(1, embedding("ours")));

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails().get("ignored"))
                        .asString()
                        .contains("OTHER_PROJECT"));
        assertThat(cluster.syncedModels()).containsOnlyKeys("ours");
    }

    @Test
    void shouldParkGarbageUnderItsKeyAndGoOn() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));

        cluster.sendBytes(service.key(), new byte[] {1, 2, 3}, null);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.statusOf(service)).isEqualTo("PARKED"));
        assertThat(cluster.sql()
                        .sql("select reason, revision, event from modelsync.service where name = :name")
                        .param("name", service.name())
                        .query()
                        .singleRow())
                .containsEntry("reason", "UNREADABLE_EVENT")
                .containsEntry("revision", 1L)
                .containsEntry("event", new byte[] {1, 2, 3});
        assertThat(cluster.health().getDetails()).containsEntry("parked", 1);

        cluster.decided(service.declared(2, embedding("b")));
        assertThat(cluster.statusOf(service)).isEqualTo("APPLIED");
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
    }

    @Test
    void shouldNotBringBackAPurgedServiceForAnOlderEventThatComesAgain() {
        cluster.start();
        ServiceChanged registered = service.declared(1, embedding("a"));
        cluster.decided(registered);
        cluster.decided(service.withdrawn(2));
        cluster.sendBytes(service.key(), null, null);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.statusOf(service)).isNull());

        cluster.send(registered);
        ServiceChanged anew = service.declared(3, embedding("b"));
        assertThat(cluster.decided(anew).getResult()).isEqualTo(SyncResult.APPLIED);

        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(cluster.outcomesOf(registered.getEventId())).hasSize(1);
        assertThat(cluster.statusOf(service)).isEqualTo("APPLIED");
    }

    @Test
    void shouldGoOnAtTheCursorAfterARestart() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));
        cluster.stop();
        ServiceChanged missed = service.declared(2, embedding("b"));
        cluster.send(missed);

        cluster.start();

        assertThat(cluster.outcomeOf(missed).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(cluster.outcomes()).hasSize(2);
    }

    @Test
    void shouldReadOnWhereTheDatabaseStandsWhenSomebodyMovedTheCursor() {
        cluster.start();
        ServiceChanged first = service.declared(1, embedding("a"));
        cluster.decided(first);
        cluster.sql().sql("update modelsync.cursor set next_offset = 0").update();

        cluster.decided(service.declared(2, embedding("b")));

        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
        assertThat(cluster.outcomesOf(first.getEventId())).hasSize(1);
    }

    @Test
    void shouldHealWhenTheDatabaseWentBackInTime() {
        cluster.start();
        cluster.decided(service.declared(1, embedding("a")));
        cluster.stop();
        cluster.sql().sql("select aidb.delete_model('a')").query(row -> {});
        cluster.sql()
                .sql(
                        "truncate modelsync.cursor, modelsync.service, modelsync.model, modelsync.model_check, modelsync.credential")
                .update();

        cluster.start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).containsOnlyKeys("a"));
    }

    @Test
    void shouldFoldABacklogToOneDecisionAService() {
        List<ServiceChanged> last = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            TestService one = cluster.service("service-" + number);
            for (int revision = 1; revision <= 5; revision++) {
                ServiceChanged change = one.declared(revision, embedding("model-" + number + "-" + revision));
                cluster.send(change);
                if (revision == 5) {
                    last.add(change);
                }
            }
        }

        cluster.start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomes())
                        .extracting(SyncOutcome::getEventId)
                        .containsAll(
                                last.stream().map(ServiceChanged::getEventId).toList()));
        assertThat(cluster.syncedModels())
                .hasSize(20)
                .allSatisfy((name, held) -> assertThat(name).endsWith("-5"));
        assertThat(cluster.outcomes()).hasSizeLessThan(100);
    }

    @Test
    void shouldBeHealthyOnceItReadsAllPartitions() {
        cluster.start();

        cluster.eventually().untilAsserted(() -> {
            assertThat(cluster.health().getStatus()).isEqualTo(Status.UP);
            assertThat(cluster.health().getDetails()).containsEntry("assignedPartitions", TestServers.PARTITIONS);
        });
    }
}
