package dev.modelsync.sync;

import dev.modelsync.schema.PlannedService;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncResult;
import java.util.HashMap;
import java.util.Map;
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
    void shouldChangeNothingOfAHealthyClusterAndSaySo() {
        ServiceChanged change = replayed.decided(cluster.service("healthy-a").declared(1, completion("healthy-1")));
        replayed.decided(cluster.service("healthy-b").declared(1, completion("healthy-2"), completion("healthy-3")));
        Map<String, String> before = rows();

        TestReplay replay = replayed.replay("healthy-*").plan();

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
        ServiceChanged a =
                replayed.decided(cluster.service("lost-a").declared(3, embedding("lost-1"), embedding("lost-2")));
        ServiceChanged b = replayed.decided(cluster.service("lost-b").declared(4, embedding("lost-3")));
        ServiceChanged c = replayed.decided(cluster.service("lost-c").declared(5, embedding("lost-4")));
        Map<String, String> before = cluster.syncedModels();
        replayed.drop("lost-1");
        replayed.drop("lost-3");
        HandMade.model(cluster, "lost-3", TestService.COMPLETIONS, null);
        replayed.replaceByAnotherConfiguration("lost-4");

        TestReplay replay = replayed.replay("lost-*").plan();

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
        assertThat(HandMade.models(cluster))
                .anySatisfy(model -> assertThat(model).containsEntry("name", "lost-3"));
        assertThat(replayed.told(replay, a, b, c))
                .isEqualTo(Map.of(
                        "lost-1",
                        "CREATED",
                        "lost-2",
                        "UNCHANGED",
                        "lost-3",
                        "SKIPPED NAME_TAKEN",
                        "lost-4",
                        "EDITED"));

        assertThat(replayed.replay("lost-*").plan().report().getPlanned().getChangedServices())
                .isZero();
    }

    @Test
    void shouldLeaveAServiceWhoseNewestRecordCannotBeRead() {
        TestService service = cluster.service("unread");
        replayed.decided(service.declared(1, embedding("unread-1")));
        replayed.drop("unread-1");
        cluster.sendBytes(service.key(), new byte[] {1, 2, 3}, null);

        TestReplay replay = replayed.replay("unread").plan();

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
        replayed.decided(giver.declared(1, completion("name-1")));
        ServiceChanged waiting = replayed.decided(heir.declared(2, completion("name-1"), completion("name-2")));
        replayed.pause();
        ServiceChanged end = giver.withdrawn(3);
        cluster.send(end);

        TestReplay replay = replayed.replay("name-*").plan();
        replayed.unpause();

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
                                .extracting(ReplayedCluster::told)
                                .containsExactlyInAnyOrder("UNCHANGED", "CREATED")));
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
