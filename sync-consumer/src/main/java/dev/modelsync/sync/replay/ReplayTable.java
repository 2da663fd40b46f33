package dev.modelsync.sync.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code modelsync.replay}: how each replay stands. A change holds only if the replay still is in the state it was found in. */
final class ReplayTable {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    ReplayTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when there is one of that id. */
    boolean add(ReplayOrder order, Replay.Command command, String detail) {
        Instant now = now();
        return jdbc.sql("""
                        insert into modelsync.replay
                            (id, name, state, detail, selection, command_id, actor, issued_at, created_at, reported_at)
                        values (:id, :name, 'PLANNING', :detail, :selection::jsonb, :command, :actor, :issued, :now, :now)
                        on conflict (id) do nothing
                        """)
                        .param("id", order.id())
                        .param("name", order.name())
                        .param("detail", detail)
                        .param(
                                "selection",
                                json.writeValueAsString(new Replay.Wish(order.selection(), order.planValid())))
                        .param("command", command.id())
                        .param("actor", command.actor())
                        .param("issued", Timestamp.from(command.issuedAt()))
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<Replay> find(String id) {
        return jdbc.sql("select * from modelsync.replay where id = :id")
                .param("id", id)
                .query((row, number) -> read(row))
                .optional();
    }

    /** The one that has waited longest for the worker to do something about it; those to be planned first. */
    Optional<Replay> next() {
        return jdbc.sql("""
                        select * from modelsync.replay
                        where state in ('PLANNING', 'CHECKING', 'NEEDS_APPROVAL', 'RUNNING')
                        order by state = 'PLANNING' desc, created_at, id
                        limit 1
                        """).query((row, number) -> read(row)).optional();
    }

    boolean isAnyRunning() {
        return jdbc.sql("""
                        select exists (
                            select from modelsync.replay where state in ('CHECKING', 'NEEDS_APPROVAL', 'RUNNING'))
                        """).query(Boolean.class).single();
    }

    /** The replay as it is then; empty when it is no longer in the state that it was found in. */
    Optional<Replay> change(Replay from, Replay to) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", from.id());
        columns.put("from", from.state().name());
        columns.put("state", to.state().name());
        columns.put("reason", to.reason() == null ? null : to.reason().name());
        columns.put("detail", to.detail());
        columns.put("plan", to.plan() == null ? null : json.writeValueAsString(to.plan()));
        columns.put("approval", to.approvalId());
        columns.put("command", to.command().id());
        columns.put("actor", to.command().actor());
        columns.put("issued", Timestamp.from(to.command().issuedAt()));
        columns.put("ended", to.state().isFinal() ? Timestamp.from(now()) : null);
        return jdbc.sql("""
                        update modelsync.replay
                        set state = :state, reason = :reason, detail = :detail, plan = :plan::jsonb,
                            approval_id = :approval, command_id = :command, actor = :actor, issued_at = :issued,
                            ended_at = :ended
                        where id = :id and state = :from
                        returning *
                        """).params(columns).query((row, number) -> read(row)).optional();
    }

    /** Notes that it is told now how the replay stands; answers a time that is later than any before. */
    Instant told(String id) {
        return jdbc.sql("""
                        update modelsync.replay
                        set reported_at = greatest(:now, reported_at + interval '1 microsecond')
                        where id = :id
                        returning reported_at
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now()))
                .query((row, number) -> row.getTimestamp("reported_at").toInstant())
                .single();
    }

    boolean wasToldWithin(String id, Duration time) {
        return jdbc.sql("select reported_at > :since from modelsync.replay where id = :id")
                .param("id", id)
                .param("since", Timestamp.from(now().minus(time)))
                .query(Boolean.class)
                .single();
    }

    private Replay read(ResultSet row) throws SQLException {
        String plan = row.getString("plan");
        String reason = row.getString("reason");
        return new Replay(
                row.getString("id"),
                row.getString("name"),
                ReplayState.valueOf(row.getString("state")),
                json.readValue(row.getString("selection"), Replay.Wish.class),
                new Replay.Command(
                        row.getString("command_id"),
                        row.getString("actor"),
                        row.getTimestamp("issued_at").toInstant()),
                plan == null ? null : json.readValue(plan, Replay.Plan.class),
                reason == null ? null : ReplayReason.valueOf(reason),
                row.getString("detail"),
                row.getString("approval_id"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
