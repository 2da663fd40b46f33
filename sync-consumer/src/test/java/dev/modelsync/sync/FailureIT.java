package dev.modelsync.sync;

import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** A failure of one service is parked; a failure of the database is waited for. */
class FailureIT {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldParkTheOneServiceThatFailsAndApplyTheOthers() {
        failOn("model-7");
        List<ServiceChanged> changes = IntStream.range(0, 20)
                .mapToObj(number -> cluster.service("service-" + number).declared(1, embedding("model-" + number)))
                .toList();
        changes.forEach(cluster::send);

        cluster.start();

        assertThat(cluster.outcomeOf(changes.get(7)))
                .extracting(SyncOutcome::getResult, SyncOutcome::getReason)
                .containsExactly(SyncResult.PARKED, "REGISTRY_ERROR");
        changes.stream()
                .filter(change -> change != changes.get(7))
                .forEach(change ->
                        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED));
        assertThat(cluster.syncedModels()).hasSize(19).doesNotContainKey("model-7");
        assertThat(cluster.ownerOf("model-7")).isNull();
    }

    @Test
    void shouldNotRepeatTheServersWordsAnywhere() {
        failOn("secret-in-message");
        ServiceChanged change = cluster.service("s").declared(1, embedding("secret-in-message"));
        cluster.start();
        cluster.send(change);

        SyncOutcome outcome = cluster.outcomeOf(change);

        assertThat(outcome.getDetail()).contains("SQLState 38000").doesNotContain("refused by a trigger");
        assertThat(cluster.sql()
                        .sql("select detail from modelsync.service where name = 's'")
                        .query(String.class)
                        .single())
                .doesNotContain("refused by a trigger");
    }

    @Test
    void shouldParkAfterAnInternalErrorThatDoesNotGoAway() {
        failOn("model-x", "XX000");
        ServiceChanged change = cluster.service("s").declared(1, embedding("model-x"));
        cluster.start();
        cluster.send(change);

        assertThat(cluster.outcomeOf(change).getReason()).isEqualTo("REGISTRY_ERROR");
    }

    @Test
    void shouldWaitForALockAndParkNothing() throws SQLException {
        cluster.start();

        ServiceChanged change = applyAfterAnOutage();

        assertThat(cluster.outcomesOf(change.getEventId()))
                .extracting(SyncOutcome::getResult)
                .containsExactly(SyncResult.APPLIED);
        assertThat(cluster.health().getStatus()).isEqualTo(Status.UP);
    }

    /** Holds a lock that the worker needs for longer than it waits at a time. */
    private ServiceChanged applyAfterAnOutage() throws SQLException {
        ServiceChanged change = cluster.service("s").declared(1, embedding("a"));
        cluster.awaitHealthy();
        try (Connection other = cluster.superuserConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table modelsync.model in access exclusive mode");
            cluster.send(change);
            cluster.eventually().untilAsserted(() -> {
                assertThat(cluster.health().getStatus()).isEqualTo(Status.DOWN);
                assertThat(cluster.health().getDetails().get("outage"))
                        .asString()
                        .contains("55P03");
            });
            other.rollback();
        }
        cluster.outcomeOf(change);
        return change;
    }

    @Test
    void shouldGoOnAfterTheServerCrashed() {
        cluster.start();
        ServiceChanged before = cluster.service("before").declared(1, embedding("before"));
        cluster.send(before);
        cluster.outcomeOf(before);

        TestServers.running().postgres().crash();
        ServiceChanged during = cluster.service("during").declared(2, embedding("during"));
        cluster.send(during);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getStatus()).isEqualTo(Status.DOWN));
        TestServers.running().postgres().restart();

        assertThat(cluster.outcomeOf(during).getResult()).isEqualTo(SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("before", "during");
        assertThat(cluster.outcomesOf(before.getEventId())).hasSize(1);
    }

    @Test
    void shouldStartWhileTheServerIsDownAndWorkWhenItIsBack() {
        TestServers.running().postgres().stop();
        ServiceChanged change = cluster.service("s").declared(1, embedding("a"));
        cluster.send(change);

        cluster.start();

        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails()).containsKey("outage"));
        TestServers.running().postgres().restart();
        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    @Test
    void shouldRetryAfterTheConnectionWasCutByTheServer() {
        cluster.start();
        ServiceChanged first = cluster.service("first").declared(1, embedding("first"));
        cluster.send(first);
        cluster.outcomeOf(first);
        cluster.sql()
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = :name")
                .param("name", "modelsync:" + cluster.id())
                .query(row -> {});

        ServiceChanged second = cluster.service("second").declared(2, embedding("second"));
        cluster.send(second);

        assertThat(cluster.outcomeOf(second).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    @Test
    void shouldLogAnOutageOnceAndNeverTheToken() throws SQLException {
        cluster.start();
        try (LogLines log = new LogLines()) {
            ServiceChanged change = applyAfterAnOutage();

            assertThat(log.lines().stream()
                            .filter(line -> line.contains(" fails, will be tried again"))
                            .map(line -> line.substring(0, line.indexOf(" fails, "))))
                    .as("whatever meets the lock tells of it, each once")
                    .contains("cluster=" + cluster.id() + " applying")
                    .doesNotHaveDuplicates();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("works again"))
                    .anyMatch(line -> line.contains("event=" + change.getEventId()) && line.contains("result=APPLIED"))
                    .noneMatch(line -> line.contains(TestCluster.TOKEN));
        }
    }

    private void failOn(String model) {
        failOn(model, "38000");
    }

    /** Fails late: the constraint is deferred, so that only the commit would find it unless asked before. */
    private void failOn(String model, String sqlState) {
        cluster.start();
        cluster.awaitHealthy();
        cluster.stop();
        cluster.sql().sql("""
                create function public.refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'refused by a trigger' using errcode = '%s';
                end $$
                """.formatted(sqlState)).update();
        cluster.sql().sql("""
                create constraint trigger refuse after insert on modelsync.model
                deferrable initially deferred for each row
                when (new.registry_name = '%s') execute function public.refuse()
                """.formatted(model)).update();
    }
}
