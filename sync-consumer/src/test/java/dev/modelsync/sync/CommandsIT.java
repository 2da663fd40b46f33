package dev.modelsync.sync;

import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandResult;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.modelsync.sync.TestService.EMBEDDINGS;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Orders to one cluster over the control topic: carried out once, answered, refused when they make no sense. */
class CommandsIT {
    private final TestCluster cluster = new TestCluster();
    private final TestOperator operator = new TestOperator(cluster);
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        operator.close();
        cluster.close();
    }

    @Test
    void shouldPauseAcrossARestartAndResume() {
        cluster.start();
        assertDone(operator.order(operator.command(CommandType.PAUSE).setReason("cut-over")));
        cluster.stop();
        ServiceChanged change = service.declared(1, embedding("a"));
        cluster.send(change);
        cluster.start();
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.health().getDetails().get("paused"))
                        .isEqualTo("paused in Hybrid Manager by olga: cut-over"));
        assertThat(cluster.syncedModels()).isEmpty();

        assertDone(operator.order(operator.command(CommandType.RESUME)));

        assertThat(cluster.outcomeOf(change).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    @Test
    void shouldNotEndThePauseOfADba() {
        cluster.start();
        cluster.awaitHealthy();
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('mine')")
                .update();

        assertRefused(operator.order(operator.command(CommandType.RESUME)), "NOT_PAUSED");
    }

    @Test
    void shouldDecideOneParkedServiceAgainAndTellEvenThatNothingChanged() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        cluster.start();
        ServiceChanged change = service.declared(1, embedding("a"));
        assertThat(cluster.decided(change).getReason()).isEqualTo("CREDENTIAL_CONFLICT");

        assertDone(operator.order(
                operator.command(CommandType.RETRY_PARKED, service).setRevision(1L)));
        cluster.awaitOutcomes(change, SyncResult.PARKED, SyncResult.PARKED);

        cluster.sql().sql("select aidb.delete_model('hand-made')").query(row -> {});
        assertDone(operator.order(operator.command(CommandType.RETRY_PARKED)));
        cluster.awaitOutcomes(change, SyncResult.PARKED, SyncResult.PARKED, SyncResult.APPLIED);
    }

    @Test
    void shouldGiveUpAParkedChangeForAReasonOnly() {
        HandMade.model(cluster, "hand-made", EMBEDDINGS, "dba-key");
        cluster.set("parked-retry-interval", "200ms").start();
        ServiceChanged change = service.declared(7, embedding("a"));
        cluster.decided(change);

        WorkerCommand.Builder discard = operator.command(CommandType.DISCARD_PARKED, service);
        assertRefused(operator.order(discard), "REASON_MISSING");
        discard.setReason("not wanted here");
        assertRefused(operator.order(anew(discard).setRevision(6L)), "SUPERSEDED");
        assertRefused(
                operator.order(operator.command(CommandType.DISCARD_PARKED).setReason("x")), "SERVICE_MISSING");
        assertRefused(
                operator.order(operator.command(CommandType.DISCARD_PARKED, cluster.service("nobody"))
                        .setReason("x")),
                "UNKNOWN_SERVICE");

        assertDone(operator.order(anew(discard).setRevision(7L)));

        cluster.awaitOutcomes(change, SyncResult.PARKED, SyncResult.SKIPPED);
        SyncOutcome last = cluster.outcomesOf(change.getEventId()).get(1);
        assertThat(last.getReason()).isEqualTo("DISCARDED");
        assertThat(last.getDetail()).isEqualTo("A person gave the parked change up: olga: not wanted here");
        assertThat(cluster.statusOf(service)).isEqualTo("SKIPPED");
        assertRefused(operator.order(anew(discard)), "NOT_PARKED");

        cluster.sql().sql("select aidb.delete_model('hand-made')").query(row -> {});
        ServiceChanged next = service.declared(8, embedding("a"));
        assertThat(cluster.decided(next).getResult()).isEqualTo(SyncResult.APPLIED);
    }

    @Test
    void shouldCarryOutACommandOnceHoweverOftenItComes() {
        cluster.start();
        WorkerCommand pause = operator.command(CommandType.PAUSE).build();
        operator.send(pause);
        assertDone(operator.answerTo(pause));
        assertDone(operator.order(operator.command(CommandType.RESUME)));

        operator.send(pause);

        WorkerCommand last = operator.command(CommandType.RESUME).build();
        operator.send(last);
        assertRefused(operator.answerTo(last), "NOT_PAUSED");
        assertThat(operator.answersTo(pause)).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsStaleUnknownOrForAnother() {
        cluster.start();
        Instant now = Instant.now();

        CommandOutcome stale = operator.order(operator.command(CommandType.PAUSE)
                .setIssuedAt(now.minus(Duration.ofHours(2)))
                .setExpiresAt(now.minus(Duration.ofHours(1))));
        assertRefused(stale, "EXPIRED");
        assertThat(stale.getDetail()).isEqualTo("The command's time had passed when the worker read it");
        assertRefused(operator.order(operator.command(CommandType.UNKNOWN)), "UNKNOWN_COMMAND");
        assertRefused(operator.order(operator.command(CommandType.PAUSE).setClusterId("other")), "OTHER_CLUSTER");
        assertRefused(operator.order(operator.command(CommandType.APPROVE_REMOVALS)), "NO_STOP");
        assertRefused(
                operator.order(operator.command(CommandType.RETRY_PARKED).setServiceName("half")), "UNKNOWN_SERVICE");
        assertThat(cluster.sql()
                        .sql("select count(*) from modelsync.command where result = 'REFUSED' and actor = 'olga'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void shouldPassOverWhatIsNoCommand() {
        cluster.start();
        operator.sendBytes(new byte[] {1, 2, 3});

        assertDone(operator.order(operator.command(CommandType.PAUSE)));
    }

    @Test
    void shouldReadEverythingAgainAndMendTheRegistry() {
        cluster.set("check-interval", "100ms").start();
        ServiceChanged change = service.declared(1, embedding("a"), embedding("b"));
        cluster.decided(change);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select count(*) from modelsync.rebuild where ended_at is null")
                                .query(Integer.class)
                                .single())
                        .isZero());
        cluster.sql().sql("select aidb.delete_model('a')").query(row -> {});

        assertDone(operator.order(operator.command(CommandType.REBUILD)));

        cluster.awaitOutcomes(change, SyncResult.APPLIED, SyncResult.APPLIED);
        assertThat(cluster.syncedModels()).containsOnlyKeys("a", "b");
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select coalesce(gone, -1) from modelsync.rebuild where reason = 'ORDERED'")
                                .query(Integer.class)
                                .single())
                        .isZero());
    }

    private static WorkerCommand.Builder anew(WorkerCommand.Builder builder) {
        return WorkerCommand.newBuilder(builder).setCommandId(UUID.randomUUID().toString());
    }

    private static void assertDone(CommandOutcome answer) {
        assertThat(answer.getResult()).as("%s", answer).isEqualTo(CommandResult.DONE);
        assertThat(answer.getReason()).isNull();
        assertThat(answer.getActor()).isEqualTo(TestOperator.NAME);
    }

    private static void assertRefused(CommandOutcome answer, String reason) {
        assertThat(answer.getResult()).as("%s", answer).isEqualTo(CommandResult.REFUSED);
        assertThat(answer.getReason()).isEqualTo(reason);
    }
}
