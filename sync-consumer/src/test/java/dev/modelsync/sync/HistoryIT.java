package dev.modelsync.sync;

import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static dev.modelsync.sync.TestService.embedding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a DBA can read of the past, and who may. */
class HistoryIT {
    private static final String DENIED = "42501";

    private final TestCluster cluster = new TestCluster();
    private final TestService service = cluster.service("openai-prod");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldTellEveryDecisionOnce() {
        HandMade.model(cluster, "taken", "openai_completions", null);
        cluster.start();
        ServiceChanged first = service.declared(1, embedding("a"));
        ServiceChanged edit = service.declared(2, embedding("b"), embedding("taken"));
        ServiceChanged removal = service.withdrawn(3);
        for (ServiceChanged change : List.of(first, edit, first, removal)) {
            cluster.send(change);
            cluster.outcomeOf(change);
        }

        assertThat(history("result")).containsExactly("APPLIED", "SKIPPED", "REMOVED");
        assertThat(history("event_id"))
                .containsExactly(first.getEventId(), edit.getEventId(), removal.getEventId())
                .containsExactlyElementsOf(cluster.outcomes().stream()
                        .filter(outcome -> outcome.getServiceName().equals(service.name()))
                        .map(SyncOutcome::getEventId)
                        .toList());
        assertThat(history("models::text"))
                .element(1)
                .asString()
                .contains("\"b\"", "CREATED", "\"a\"", "REMOVED", "\"taken\"", "NAME_TAKEN");
    }

    @Test
    void shouldForgetWhatIsOlderThanItsRetention() {
        cluster.start();
        ServiceChanged old = service.declared(1, embedding("a"));
        ServiceChanged young = service.declared(2, embedding("b"));
        for (ServiceChanged change : List.of(old, young)) {
            cluster.send(change);
            cluster.outcomeOf(change);
        }
        cluster.sql()
                .sql("update modelsync.decision set applied_at = applied_at - interval '40 days' where revision = 1")
                .update();
        for (int days : List.of(1, 40)) {
            cluster.sql()
                    .sql("""
                    insert into modelsync.command (command_id, type, actor, result, detail, issued_at, decided_at)
                    values (:id, 'PAUSE', 'olga', 'DONE', 'paused', now(), now() - make_interval(days => :days))
                    """)
                    .param("id", "of day " + days)
                    .param("days", days)
                    .update();
        }
        cluster.sql().sql("""
                insert into modelsync.service (project, name, uid, revision, event_id, state, topic, partition,
                    record_offset, profile, changed_at, applied_at, purged_at)
                select project, 'purged', uid, 0, 'none', 'REMOVED', topic, partition, 0, profile, changed_at, applied_at,
                    now() - interval '40 days'
                from modelsync.service
                """).update();
        cluster.stop();

        cluster.set("history-retention", "30d").start();

        cluster.eventually().untilAsserted(() -> assertThat(history("event_id")).containsExactly(young.getEventId()));
        assertThat(cluster.sql()
                        .sql("select command_id from modelsync.command")
                        .query(String.class)
                        .list())
                .containsExactly("of day 1");
        assertThat(cluster.sql()
                        .sql("select name from modelsync.service")
                        .query(String.class)
                        .list())
                .containsExactly(service.name());
        assertThat(cluster.syncedModels()).containsOnlyKeys("b");
    }

    @Test
    void shouldForgetReplaysThatAreOverAndNoOthers() {
        ReplayedCluster replayed = new ReplayedCluster(cluster).start(service.declared(1, embedding("a")));
        try {
            replayed.drop("a");
            replayed.replay().plan().run(ReplayState.DONE);
            copyReplay("done", "DONE", -40, "40 days");
            copyReplay("just-done", "DONE", -40, "1 day");
            copyReplay("cancelled", "CANCELLED", -40, "40 days");
            copyReplay("expired", "PLANNED", -40, null);
            copyReplay("may-be-run", "PLANNED", 1, null);
            copyReplay("waiting", "NEEDS_APPROVAL", -40, null);
            cluster.stop();

            cluster.set("history-retention", "30d").start();

            cluster.eventually()
                    .untilAsserted(() -> assertThat(replays("modelsync.replay", "name"))
                            .containsExactlyInAnyOrder("bad-day", "just-done", "may-be-run", "waiting"));
            assertThat(replays("modelsync.replay_service", "replay_id")).hasSize(4);
            assertThat(replays("modelsync.replay_plan", "replay"))
                    .containsExactlyInAnyOrder("bad-day", "just-done", "may-be-run", "waiting");
        } finally {
            replayed.close();
        }
    }

    /** The one that there is, planned 40 days ago; with its plan. */
    private void copyReplay(String id, String state, int validForDays, @Nullable String endedAgo) {
        cluster.sql()
                .sql("""
                        insert into modelsync.replay (id, name, state, detail, selection, plan, approval_id, command_id,
                            actor, issued_at, created_at, reported_at, ended_at)
                        select :id, :id, :state, detail, selection,
                            jsonb_set(plan, '{expiresAt}', to_jsonb(now() + make_interval(days => :days))),
                            case :state when 'NEEDS_APPROVAL' then 'nobody gives it' end, command_id,
                            actor, issued_at, now() - interval '40 days', reported_at, now() - :ended::interval
                        from modelsync.replay where name = 'bad-day'
                        """)
                .param("id", id)
                .param("state", state)
                .param("days", validForDays)
                .param("ended", endedAgo)
                .update();
        cluster.sql().sql("""
                        insert into modelsync.replay_service
                        select (jsonb_populate_record(s, jsonb_build_object('replay_id', :id))).*
                        from modelsync.replay_service s join modelsync.replay r on r.id = s.replay_id
                        where r.name = 'bad-day'
                        """).param("id", id).update();
    }

    private List<String> replays(String table, String column) {
        return cluster.sql()
                .sql("select " + column + " from " + table)
                .query(String.class)
                .list();
    }

    @Test
    void shouldBeReadableForAGrantedRole() throws SQLException {
        startWithOneModel();
        JdbcClient dba = granted();

        for (String view : List.of("status", "history")) {
            assertThat(dba.sql("select count(*) from modelsync." + view + " where service = :service")
                            .param("service", service.key())
                            .query(Long.class)
                            .single())
                    .as(view)
                    .isEqualTo(1);
        }
        dba.sql("insert into modelsync.local_switch (reason) values ('by the dba')")
                .update();
        assertThat(dba.sql("delete from modelsync.local_switch").update()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from modelsync.service",
                "select * from modelsync.credential",
                "delete from modelsync.decision",
                "update modelsync.cursor set next_offset = 0",
                "insert into modelsync.outbox (payload, created_at) values ('', now())",
                "create table modelsync.mine ()"
            })
    void shouldGiveAGrantedRoleNothingElse(String statement) throws SQLException {
        startWithOneModel();
        JdbcClient dba = granted();

        assertThatThrownBy(() -> dba.sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo(DENIED));
    }

    private void startWithOneModel() {
        cluster.start();
        ServiceChanged change = service.declared(1, embedding("a"));
        cluster.send(change);
        cluster.outcomeOf(change);
    }

    /** What the reference tells a DBA to grant, as a role that has nothing more. */
    private JdbcClient granted() throws SQLException {
        String role = cluster.database() + "_reader";
        cluster.sql().sql("create role " + role).update();
        cluster.sql().sql("grant usage on schema modelsync to " + role).update();
        cluster.sql()
                .sql("grant select on modelsync.status, modelsync.history to " + role)
                .update();
        cluster.sql()
                .sql("grant select, insert, delete on modelsync.local_switch to " + role)
                .update();
        JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(cluster.superuserConnection(), true));
        client.sql("set role " + role).update();
        return client;
    }

    private List<String> history(String column) {
        return cluster.sql()
                .sql("select " + column + " from modelsync.history where service = :service order by id")
                .param("service", service.key())
                .query(String.class)
                .list();
    }
}
