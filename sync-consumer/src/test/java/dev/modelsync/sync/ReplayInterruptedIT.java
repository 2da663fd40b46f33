package dev.modelsync.sync;

import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** A replay that is stopped half-way, by a person, a crash or the brake; and one beside a worker that is at work. */
class ReplayInterruptedIT {
    /** More than two batches. */
    private static final int SERVICES = 120;

    private static final int BATCH = 50;

    private final TestCluster cluster =
            new TestCluster().set("check-interval", "100ms").set("rebuild-quiet-time", "100ms");
    private final TestOperator operator = new TestOperator(cluster);
    private final TestReplay replay = new TestReplay(cluster, operator);
    private final List<JavaProcess> workers = new ArrayList<>();

    @AfterEach
    void stop() {
        workers.forEach(JavaProcess::kill);
        operator.close();
        cluster.close();
    }

    @Test
    void shouldKeepWhatIsDoneWhenItIsCancelledHalfWay() {
        cluster.start();
        registerAndLoseAll();
        pauseAfterABatch();
        replay.plan();
        assertThat(replay.give(CommandType.RUN_REPLAY).getReason()).isNull();
        awaitPause();

        assertThat(replay.give(CommandType.CANCEL_REPLAY).getDetail())
                .isEqualTo("Cancelled after 50 of 120 services; what is done stays");

        ReplayReport cancelled = replay.await(ReplayState.CANCELLED);
        assertThat(cancelled.getDone().getServices()).isEqualTo(BATCH);
        assertThat(cancelled.getDone().getCreated()).isEqualTo(BATCH);
        goOn();
        TestReplay rest = new TestReplay(cluster, operator).plan();
        assertThat(rest.report().getPlanned().getCreate()).isEqualTo(SERVICES - BATCH);
        assertThat(cluster.syncedModels()).hasSize(BATCH);
        assertThat(rest.run(ReplayState.DONE).getDone().getCreated()).isEqualTo(SERVICES - BATCH);
        assertThat(cluster.syncedModels()).hasSize(SERVICES);
    }

    @Test
    void shouldGoOnWhereItWasAfterTheWorkerWasKilled() {
        JavaProcess worker = startWorker();
        registerAndLoseAll();
        pauseAfterABatch();
        replay.plan();
        assertThat(replay.give(CommandType.RUN_REPLAY).getReason()).isNull();
        awaitPause();
        worker.kill();
        goOn();

        startWorker();

        ReplayReport done = replay.await(ReplayState.DONE);
        assertThat(done.getDetail()).isEqualTo("120 models created, 0 edited, 0 removed");
        assertThat(cluster.syncedModels()).hasSize(SERVICES);
        cluster.eventually().untilAsserted(() -> {
            Map<String, Integer> byEvent = new HashMap<>();
            cluster.outcomes().stream()
                    .filter(outcome -> replay.id().equals(outcome.getReplayId()))
                    .forEach(outcome -> byEvent.merge(outcome.getEventId(), 1, Integer::sum));
            assertThat(byEvent).hasSize(SERVICES);
            assertThat(byEvent.values()).containsOnly(1);
        });
    }

    @Test
    void shouldWaitForAnApprovalOfManyRemovals() {
        cluster.set("removal-limit", 3).start();
        List<TestService> services =
                IntStream.range(0, 4).mapToObj(this::service).toList();
        services.forEach(service -> cluster.send(service.declared(1, embedding("of-" + service.name()))));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).hasSize(4));
        awaitNoRebuild();
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('to look first')")
                .update();
        services.forEach(service -> cluster.send(service.withdrawn(2)));
        replay.plan();
        assertThat(replay.report().getPlanned().getRemove()).isEqualTo(4);
        assertThat(replay.give(CommandType.RUN_REPLAY).getReason()).isNull();

        ReplayReport waiting = replay.await(ReplayState.NEEDS_APPROVAL);

        assertThat(waiting.getDetail())
                .isEqualTo("removing 4 of 4 models needs an approval, id " + waiting.getApprovalId());
        assertThat(cluster.syncedModels()).hasSize(4);
        assertThat(operator.order(operator.command(CommandType.APPROVE_REMOVALS).setApprovalId(waiting.getApprovalId()))
                        .getReason())
                .isNull();
        cluster.sql().sql("delete from modelsync.local_switch").update();
        ReplayReport done = replay.await(ReplayState.DONE);
        // The worker reads the same changes; whoever comes first removes a model, and the other leaves it.
        assertThat(done.getDone().getRemoved() + done.getDone().getOvertaken()).isEqualTo(4);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).isEmpty());
        assertThat(cluster.sql()
                        .sql("select count(*) from modelsync.removal_stop where ended_at is null and origin = 'REPLAY'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void shouldNeitherUndoWhatTheWorkerDoesMeanwhileNorBeUndoneByIt() {
        cluster.start();
        registerAndLoseAll();
        replay.plan();
        assertThat(replay.give(CommandType.RUN_REPLAY).getReason()).isNull();

        for (int n = SERVICES - 1; n >= 0; n--) {
            cluster.send(service(n).declared(2, embedding("new-" + n)));
        }

        cluster.eventually()
                .untilAsserted(() -> assertThat(replay.report().getState()).isIn(ReplayState.DONE, ReplayState.STALE));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels().keySet())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SERVICES)
                                .mapToObj(n -> "new-" + n)
                                .toList()));
        Map<String, Long> newest = new HashMap<>();
        cluster.eventually().untilAsserted(() -> {
            newest.clear();
            for (SyncOutcome outcome : cluster.outcomes()) {
                Long before = newest.put(outcome.getServiceName(), outcome.getRevision());
                assertThat(outcome.getRevision())
                        .as("an older change of %s after a newer one", outcome.getServiceName())
                        .isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
            assertThat(newest).hasSize(SERVICES);
            assertThat(newest.values()).containsOnly(2L);
        });
    }

    private void registerAndLoseAll() {
        List<ServiceChanged> changes = IntStream.range(0, SERVICES)
                .mapToObj(n -> service(n).declared(1, embedding("model-" + n)))
                .toList();
        changes.forEach(cluster::send);
        cluster.eventually().untilAsserted(() -> assertThat(syncedModels()).isEqualTo(SERVICES));
        awaitNoRebuild();
        cluster.sql()
                .sql(
                        "select count(*) from modelsync.model as model, lateral aidb.delete_model(model.registry_name) as gone")
                .query(row -> {});
    }

    /** Zero while there is no journal yet. */
    private int syncedModels() {
        boolean journal = cluster.sql()
                .sql("select to_regclass('modelsync.model') is not null")
                .query(Boolean.class)
                .single();
        return journal
                ? cluster.sql()
                        .sql("select count(*) from modelsync.model")
                        .query(Integer.class)
                        .single()
                : 0;
    }

    private void awaitNoRebuild() {
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select count(*) from modelsync.rebuild where ended_at is null")
                                .query(Integer.class)
                                .single())
                        .isZero());
    }

    private TestService service(int number) {
        return cluster.service("service-" + number);
    }

    /** In the transaction of the first batch, so that no second can begin. */
    private void pauseAfterABatch() {
        cluster.sql().sql("""
                create function modelsync.pause_now() returns trigger language plpgsql as $$
                begin
                    insert into modelsync.local_switch (reason)
                    select 'half-way' where not exists (select from modelsync.local_switch);
                    return null;
                end $$
                """).update();
        cluster.sql().sql("""
                create trigger pause_now after update on modelsync.replay_service
                for each row when (new.result is not null) execute function modelsync.pause_now()
                """).update();
    }

    private void awaitPause() {
        cluster.eventually()
                .untilAsserted(() -> assertThat(replay.report()).satisfies(report -> {
                    assertThat(report.getState()).isEqualTo(ReplayState.RUNNING);
                    assertThat(report.getDetail()).startsWith("Waits, since the worker is paused in the database by ");
                    assertThat(report.getDone().getServices()).isEqualTo(BATCH);
                }));
    }

    private void goOn() {
        cluster.sql().sql("drop trigger pause_now on modelsync.replay_service").update();
        cluster.sql().sql("delete from modelsync.local_switch").update();
    }

    private JavaProcess startWorker() {
        JavaProcess worker = cluster.startProcess("replaying-worker-" + workers.size());
        workers.add(worker);
        return worker;
    }
}
