package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;

/** Which services a replay is about, and when its plan is not carried out. Tests keep apart by the names of their services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaySelectionIT {
    private final ReplayedCluster replayed = new ReplayedCluster();
    private final TestCluster cluster = replayed.cluster();

    @BeforeAll
    void start() {
        replayed.start(cluster.service("first").declared(1, embedding("first")));
    }

    @AfterAll
    void stop() {
        replayed.close();
    }

    @Test
    void shouldSelectServicesByRecordsOfTheirsAndBringThemToTheirNewestChange() {
        TestService early = cluster.service("span-early");
        TestService late = cluster.service("span-late");
        long first = send(early.declared(1, embedding("span-1")));
        Instant between = nextMillisecond();
        send(late.declared(1, completion("span-2")));
        ServiceChanged newest = early.declared(2, embedding("span-3"));
        send(newest);
        cluster.outcomeOf(newest);
        replayed.drop("span-3");

        TestReplay byOffset =
                replayed.replay("span-*").offsets(1, first, first + 1).plan();
        TestReplay byTime =
                replayed.replay("span-*", "nobody").times(null, between).plan();
        TestReplay since = replayed.replay("span-l*e").times(between, null).plan();
        TestReplay nothing = replayed.replay("span-*")
                .times(between.plus(Duration.ofDays(1)), null)
                .plan();

        assertThat(byOffset.models()).isEqualTo(Map.of("span-3", "CREATE MISSING"));
        assertThat(byOffset.services())
                .singleElement()
                .satisfies(service -> assertThat(service.getRevision()).isEqualTo(2));
        assertThat(byTime.models()).isEqualTo(byOffset.models());
        assertThat(since.models()).isEqualTo(Map.of("span-2", "LEAVE AS_WANTED"));
        assertThat(nothing.report().getDetail()).isEqualTo("No service is selected");
        TestReplay wrong = replayed.replay("span-*").offsets(TestServers.PARTITIONS, 0, 1);
        wrong.give(CommandType.PLAN_REPLAY);
        assertThat(wrong.await(ReplayState.FAILED).getReason()).isEqualTo("NO_SUCH_PARTITION");
    }

    @Test
    void shouldRefuseAPlanWhoseServicesHaveNewerEvents() {
        replayed.decided(cluster.service("stale-a").declared(1, embedding("stale-1")));
        replayed.decided(cluster.service("stale-b").declared(1, embedding("stale-2")));
        replayed.drop("stale-1");
        TestReplay both = replayed.replay("stale-*").plan();
        TestReplay one = replayed.replay("stale-a").plan();
        replayed.decided(cluster.service("stale-b").declared(2, embedding("stale-2")));

        ReplayReport stale = both.run(ReplayState.STALE);

        assertThat(stale.getReason()).isEqualTo("NEWER_EVENTS");
        assertThat(stale.getDetail())
                .isEqualTo("Services of the plan have newer events: " + cluster.project() + "/stale-b");
        assertThat(cluster.syncedModels()).doesNotContainKey("stale-1");
        assertThat(both.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("NOT_PLANNED");
        assertThat(one.run(ReplayState.DONE).getDone().getCreated()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAPlanWhenTheRegistryIsNoLongerAsItSaw() {
        replayed.decided(cluster.service("differs-a").declared(1, embedding("differs-1")));
        replayed.decided(cluster.service("differs-b").declared(1, embedding("differs-2")));
        replayed.drop("differs-1");
        TestReplay replay = replayed.replay("differs-*").plan();
        replayed.drop("differs-2");

        ReplayReport stale = replay.run(ReplayState.STALE);

        assertThat(stale.getReason()).isEqualTo("REGISTRY_CHANGED");
        assertThat(stale.getDetail()).endsWith(": " + cluster.project() + "/differs-b");
        assertThat(cluster.syncedModels()).doesNotContainKeys("differs-1", "differs-2");
    }

    @Test
    void shouldRefuseAPlanThatARebuildHasMadeNeedless() {
        replayed.decided(cluster.service("rebuilt").declared(1, embedding("rebuilt-1")));
        replayed.drop("rebuilt-1");
        TestReplay replay = replayed.replay("rebuilt").plan();

        replayed.operator().order(replayed.operator().command(CommandType.REBUILD));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).containsKey("rebuilt-1"));

        assertThat(replay.run(ReplayState.STALE).getReason()).isEqualTo("REGISTRY_CHANGED");
        assertThat(cluster.syncedModels()).containsKey("rebuilt-1");
    }

    @Test
    void shouldPlanWhileTheClusterIsRebuiltAndLeaveToTheRebuildWhatThatDoesFirst() {
        replayed.decided(cluster.service("rebuilding").declared(1, embedding("rebuilding-1")));
        replayed.drop("rebuilding-1");
        replayed.pause();
        replayed.operator().order(replayed.operator().command(CommandType.REBUILD));
        TestReplay replay = replayed.replay("rebuilding").plan();
        assertThat(replay.models()).isEqualTo(Map.of("rebuilding-1", "CREATE MISSING"));
        assertThat(replay.give(CommandType.RUN_REPLAY).getReason()).isNull();
        replay.await(ReplayState.RUNNING);

        replayed.unpause();

        ReplayReport done = replay.await(ReplayState.DONE);
        assertThat(done.getDone().getCreated() + done.getDone().getOvertaken()).isEqualTo(1);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.syncedModels()).containsKey("rebuilding-1"));
    }

    @Test
    void shouldRunOneReplayAfterTheOther() {
        replayed.decided(cluster.service("turns-a").declared(1, embedding("turns-1")));
        replayed.decided(cluster.service("turns-b").declared(1, embedding("turns-2")));
        replayed.drop("turns-1");
        replayed.drop("turns-2");
        TestReplay first = replayed.replay("turns-a").plan();
        TestReplay second = replayed.replay("turns-b").plan();
        TestReplay both = replayed.replay("turns-*").plan();
        replayed.pause();
        assertThat(first.give(CommandType.RUN_REPLAY).getReason()).isNull();

        assertThat(second.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("REPLAY_RUNNING");
        assertThat(second.report().getState()).isEqualTo(ReplayState.PLANNED);

        replayed.unpause();
        assertThat(first.await(ReplayState.DONE).getDone().getCreated()).isEqualTo(1);
        assertThat(both.run(ReplayState.STALE).getReason()).isEqualTo("REGISTRY_CHANGED");
        assertThat(second.run(ReplayState.DONE).getDone().getCreated()).isEqualTo(1);
        assertThat(cluster.syncedModels()).containsKeys("turns-1", "turns-2");
    }

    @Test
    void shouldRefuseWhatIsExpiredUnknownOrOver() {
        replayed.decided(cluster.service("refused").declared(1, embedding("refused-1")));
        TestReplay expired = replayed.replay("refused").validFor(Duration.ZERO).plan();
        TestReplay cancelled = replayed.replay("refused").plan();

        assertThat(expired.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("PLAN_EXPIRED");
        assertThat(cancelled.give(CommandType.PLAN_REPLAY).getReason()).isEqualTo("REPLAY_KNOWN");
        assertThat(cancelled.give(CommandType.CANCEL_REPLAY).getDetail())
                .isEqualTo("Cancelled before anything was changed");
        assertThat(cancelled.await(ReplayState.CANCELLED).getActor()).isEqualTo(TestOperator.NAME);
        assertThat(cancelled.give(CommandType.CANCEL_REPLAY).getReason()).isEqualTo("REPLAY_ENDED");
        assertThat(cancelled.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("NOT_PLANNED");
        assertThat(replayed.replay("refused").give(CommandType.RUN_REPLAY).getReason())
                .isEqualTo("UNKNOWN_REPLAY");
        assertThat(replayed.replay("refused").give(CommandType.CANCEL_REPLAY).getReason())
                .isEqualTo("UNKNOWN_REPLAY");
        for (CommandType type :
                new CommandType[] {CommandType.PLAN_REPLAY, CommandType.RUN_REPLAY, CommandType.CANCEL_REPLAY}) {
            CommandOutcome answer =
                    replayed.operator().order(replayed.operator().command(type));
            assertThat(answer.getReason()).isEqualTo("REPLAY_MISSING");
        }
    }

    /** Always to the same partition; returns the offset. */
    private long send(ServiceChanged change) {
        byte[] value = new SingleObjectSerializer().serialize(Topic.INFERENCE_SERVICES.topicName(), change);
        return cluster.sendBytes(change.getProjectId() + '/' + change.getServiceName(), value, 1);
    }

    /** After the records that were sent, and before those that will be. */
    private Instant nextMillisecond() {
        Instant sent = Instant.now();
        cluster.eventually()
                .until(() -> Instant.now().toEpochMilli() > sent.plusMillis(1).toEpochMilli());
        return Instant.ofEpochMilli(sent.plusMillis(1).toEpochMilli());
    }
}
