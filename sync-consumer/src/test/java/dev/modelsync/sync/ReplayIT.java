package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.modelsync.sync.TestService.completion;
import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Replays are planned, looked at, and do just what was planned. Tests keep apart by the names of their services; where a
 * model is dropped, the embeddings' credentials may go with it, so those who need them undisturbed have completions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {
    private final TestCluster cluster =
            new TestCluster().set("check-interval", "100ms").set("rebuild-quiet-time", "100ms");
    private final TestOperator operator = new TestOperator(cluster);

    @BeforeAll
    void start() {
        cluster.start();
        decided(cluster.service("first").declared(1, embedding("first")));
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.sql()
                                .sql("select count(*) from modelsync.rebuild where ended_at is null")
                                .query(Integer.class)
                                .single())
                        .isZero());
    }

    @AfterAll
    void stop() {
        operator.close();
        cluster.close();
    }

    @Test
    void shouldChangeNothingOfAHealthyClusterAndSaySo() {
        ServiceChanged change = decided(cluster.service("healthy-a").declared(1, completion("healthy-1")));
        decided(cluster.service("healthy-b").declared(1, completion("healthy-2"), completion("healthy-3")));
        Map<String, String> before = rows();

        TestReplay replay = replay("healthy-*").plan();

        assertThat(replay.models())
                .containsEntry("healthy-1", "LEAVE AS_WANTED")
                .containsEntry("healthy-2", "LEAVE AS_WANTED")
                .containsEntry("healthy-3", "LEAVE AS_WANTED")
                .hasSize(3);
        ReplayReport planned = replay.report();
        assertThat(planned.getDetail())
                .isEqualTo("Nothing is to be changed: of 2 services 3 models are left as they are and 0 are left out");
        assertThat(planned.getPlanned().getServices()).isEqualTo(2);
        assertThat(planned.getPlanned().getChangedServices()).isZero();
        assertThat(planned.getTopicEnds()).hasSize(TestServers.PARTITIONS);
        assertThat(planned.getDigest()).isNotBlank();

        ReplayReport done = replay.run(ReplayState.DONE);

        assertThat(done.getDetail()).isEqualTo("Nothing was to be changed, and nothing was");
        assertThat(rows()).isEqualTo(before);
        assertThat(cluster.outcomesOf(change.getEventId())).hasSize(1);
    }

    @Test
    void shouldDoExactlyWhatWasPlannedAfterRowsWereLost() {
        ServiceChanged a = decided(cluster.service("lost-a").declared(3, embedding("lost-1"), embedding("lost-2")));
        ServiceChanged b = decided(cluster.service("lost-b").declared(4, embedding("lost-3")));
        ServiceChanged c = decided(cluster.service("lost-c").declared(5, embedding("lost-4")));
        Map<String, String> before = cluster.syncedModels();
        drop("lost-1");
        drop("lost-3");
        cluster.handMade("lost-3", TestService.COMPLETIONS, null);
        replaceByAnotherConfiguration("lost-4");

        TestReplay replay = replay("lost-*").plan();

        assertThat(replay.models())
                .isEqualTo(Map.of(
                        "lost-1", "CREATE MISSING",
                        "lost-2", "LEAVE AS_WANTED",
                        "lost-3", "SKIP NAME_TAKEN",
                        "lost-4", "EDIT CHANGED"));
        assertThat(replay.services())
                .extracting(PlannedService::getServiceName, PlannedService::getRevision, PlannedService::getEventId)
                .containsExactly(
                        tuple("lost-a", 3L, a.getEventId()),
                        tuple("lost-b", 4L, b.getEventId()),
                        tuple("lost-c", 5L, c.getEventId()));
        assertThat(cluster.syncedModels()).doesNotContainKey("lost-1");

        ReplayReport done = replay.run(ReplayState.DONE);

        assertThat(done.getDetail()).isEqualTo("1 models created, 1 edited, 0 removed");
        assertThat(done.getDone().getServices()).isEqualTo(3);
        Map<String, String> after = new HashMap<>(before);
        after.remove("lost-3");
        assertThat(cluster.syncedModels()).containsAllEntriesOf(entriesOf(after, "lost-"));
        assertThat(cluster.handMadeModels())
                .anySatisfy(model -> assertThat(model).containsEntry("name", "lost-3"));
        Map<String, String> told = new HashMap<>();
        for (ServiceChanged change : new ServiceChanged[] {a, b, c}) {
            SyncOutcome outcome = last(change, replay.id());
            outcome.getModels().forEach(model -> told.put(model.getRegistryName(), told(model)));
        }
        assertThat(told)
                .isEqualTo(Map.of(
                        "lost-1",
                        "CREATED",
                        "lost-2",
                        "UNCHANGED",
                        "lost-3",
                        "SKIPPED NAME_TAKEN",
                        "lost-4",
                        "EDITED"));

        assertThat(replay("lost-*").plan().report().getPlanned().getChangedServices())
                .isZero();
    }

    @Test
    void shouldRefuseAPlanWhoseServicesHaveNewerEvents() {
        decided(cluster.service("stale-a").declared(1, embedding("stale-1")));
        decided(cluster.service("stale-b").declared(1, embedding("stale-2")));
        drop("stale-1");
        TestReplay both = replay("stale-*").plan();
        TestReplay one = replay("stale-a").plan();
        decided(cluster.service("stale-b").declared(2, embedding("stale-2")));

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
        decided(cluster.service("differs-a").declared(1, embedding("differs-1")));
        decided(cluster.service("differs-b").declared(1, embedding("differs-2")));
        drop("differs-1");
        TestReplay replay = replay("differs-*").plan();
        drop("differs-2");

        ReplayReport stale = replay.run(ReplayState.STALE);

        assertThat(stale.getReason()).isEqualTo("REGISTRY_CHANGED");
        assertThat(stale.getDetail()).endsWith(": " + cluster.project() + "/differs-b");
        assertThat(cluster.syncedModels()).doesNotContainKeys("differs-1", "differs-2");
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
        drop("span-3");

        TestReplay byOffset = replay("span-*").offsets(1, first, first + 1).plan();
        TestReplay byTime = new TestReplay(cluster, operator)
                .services("span-*", "nobody")
                .times(null, between)
                .plan();
        TestReplay since = replay("span-l*e").times(between, null).plan();
        TestReplay nothing =
                replay("span-*").times(between.plus(Duration.ofDays(1)), null).plan();

        assertThat(byOffset.models()).isEqualTo(Map.of("span-3", "CREATE MISSING"));
        assertThat(byOffset.services())
                .singleElement()
                .satisfies(service -> assertThat(service.getRevision()).isEqualTo(2));
        assertThat(byTime.models()).isEqualTo(byOffset.models());
        assertThat(since.models()).isEqualTo(Map.of("span-2", "LEAVE AS_WANTED"));
        assertThat(nothing.report().getDetail()).isEqualTo("No service is selected");
        TestReplay wrong = replay("span-*").offsets(TestServers.PARTITIONS, 0, 1);
        wrong.give(CommandType.PLAN_REPLAY);
        assertThat(wrong.await(ReplayState.FAILED).getReason()).isEqualTo("NO_SUCH_PARTITION");
    }

    @Test
    void shouldRefuseWhatIsExpiredUnknownOrOver() {
        decided(cluster.service("refused").declared(1, embedding("refused-1")));
        TestReplay expired = replay("refused").validFor(Duration.ZERO).plan();
        TestReplay cancelled = replay("refused").plan();

        assertThat(expired.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("PLAN_EXPIRED");
        assertThat(cancelled.give(CommandType.PLAN_REPLAY).getReason()).isEqualTo("REPLAY_KNOWN");
        assertThat(cancelled.give(CommandType.CANCEL_REPLAY).getDetail())
                .isEqualTo("Cancelled before anything was changed");
        assertThat(cancelled.await(ReplayState.CANCELLED).getActor()).isEqualTo(TestOperator.NAME);
        assertThat(cancelled.give(CommandType.CANCEL_REPLAY).getReason()).isEqualTo("REPLAY_ENDED");
        assertThat(cancelled.give(CommandType.RUN_REPLAY).getReason()).isEqualTo("NOT_PLANNED");
        assertThat(replay("refused").give(CommandType.RUN_REPLAY).getReason()).isEqualTo("UNKNOWN_REPLAY");
        assertThat(replay("refused").give(CommandType.CANCEL_REPLAY).getReason())
                .isEqualTo("UNKNOWN_REPLAY");
        for (CommandType type :
                new CommandType[] {CommandType.PLAN_REPLAY, CommandType.RUN_REPLAY, CommandType.CANCEL_REPLAY}) {
            CommandOutcome answer = operator.order(operator.command(type));
            assertThat(answer.getReason()).isEqualTo("REPLAY_MISSING");
        }
    }

    @Test
    void shouldLeaveAServiceWhoseNewestRecordCannotBeRead() {
        TestService service = cluster.service("unread");
        decided(service.declared(1, embedding("unread-1")));
        drop("unread-1");
        cluster.sendBytes(service.key(), new byte[] {1, 2, 3}, null);

        TestReplay replay = replay("unread").plan();

        assertThat(replay.services()).singleElement().satisfies(planned -> {
            assertThat(planned.getReason()).isEqualTo("UNREADABLE_EVENT");
            assertThat(planned.getModels()).isEmpty();
        });
        assertThat(replay.run(ReplayState.DONE).getDone().getServices()).isZero();
    }

    @Test
    void shouldForetellWhoGetsANameThatIsGivenUp() {
        TestService giver = cluster.service("name-giver");
        TestService heir = cluster.service("name-heir");
        decided(giver.declared(1, completion("name-1")));
        ServiceChanged waiting = decided(heir.declared(2, completion("name-1"), completion("name-2")));
        cluster.sql()
                .sql("insert into modelsync.local_switch (reason) values ('to look first')")
                .update();
        ServiceChanged end = giver.withdrawn(3);
        cluster.send(end);

        TestReplay replay = replay("name-*").plan();
        cluster.sql().sql("delete from modelsync.local_switch").update();

        assertThat(replay.services())
                .extracting(
                        PlannedService::getServiceName,
                        planned -> planned.getModels().stream()
                                .map(model -> model.getRegistryName() + " " + model.getAction())
                                .toList()
                                .toString())
                .containsExactlyInAnyOrder(
                        tuple("name-giver", "[name-1 REMOVE]"),
                        tuple("name-heir", "[name-2 LEAVE]"),
                        tuple("name-heir", "[name-1 CREATE]"));
        assertThat(cluster.outcomeOf(end).getResult()).isEqualTo(SyncResult.REMOVED);
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(waiting.getEventId()))
                        .last()
                        .satisfies(outcome -> assertThat(outcome.getModels())
                                .extracting(ReplayIT::told)
                                .containsExactlyInAnyOrder("UNCHANGED", "CREATED")));
    }

    private TestReplay replay(String pattern) {
        return new TestReplay(cluster, operator).services(pattern);
    }

    private ServiceChanged decided(ServiceChanged change) {
        cluster.send(change);
        cluster.outcomeOf(change);
        return change;
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

    private void drop(String model) {
        cluster.sql()
                .sql("select aidb.delete_model(:name)")
                .param("name", model)
                .query(row -> {});
    }

    /** As ours by its address, with another upstream model. */
    private void replaceByAnotherConfiguration(String model) {
        cluster.sql().sql("""
                do $$
                declare
                    address text;
                begin
                    select url into address from modelsync.model where registry_name = '%1$s';
                    perform aidb.delete_model('%1$s');
                    perform aidb.create_model(name => '%1$s', provider => 'openai_embeddings', validate => false,
                        config => jsonb_build_object('model', 'another', 'url', address, 'is_hcp_model', true));
                end $$
                """.formatted(model)).update();
    }

    private SyncOutcome last(ServiceChanged change, String replayId) {
        cluster.eventually()
                .untilAsserted(() -> assertThat(cluster.outcomesOf(change.getEventId()))
                        .last()
                        .satisfies(outcome -> assertThat(outcome.getReplayId()).isEqualTo(replayId)));
        return cluster.outcomesOf(change.getEventId()).get(1);
    }

    private static String told(ModelOutcome model) {
        return model.getReason() == null
                ? model.getAction().name()
                : model.getAction() + " " + Objects.requireNonNull(model.getReason());
    }

    private static Map<String, String> entriesOf(Map<String, String> models, String prefix) {
        Map<String, String> some = new HashMap<>(models);
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return some;
    }

    /** Each synced model of the healthy services and the row version of what we own: another one means that it was touched. */
    private Map<String, String> rows() {
        Map<String, String> rows = new HashMap<>();
        cluster.sql()
                .sql(
                        "select registry_name, xmin::text as version from modelsync.model where registry_name like 'healthy-%'")
                .query(row -> {
                    rows.put(row.getString("registry_name"), row.getString("version"));
                });
        cluster.sql()
                .sql("select name, xmin::text as version from modelsync.service where name like 'healthy-%'")
                .query(row -> {
                    rows.put(row.getString("name"), row.getString("version"));
                });
        return rows;
    }
}
