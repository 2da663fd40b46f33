package dev.modelsync.sync.replay;

import dev.modelsync.sync.journal.EventKind;
import dev.modelsync.sync.journal.JournalRows;
import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.replay.PlannedService.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code modelsync.replay_service}: what each replay does, service by service. */
final class PlanRows {
    private static final TypeReference<List<Forecast.Model>> MODELS = new TypeReference<>() {};
    private static final String OVERTAKEN = "OVERTAKEN";

    private final JdbcTemplate rows;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    PlanRows(DataSource database) {
        this.rows = new JdbcTemplate(database);
        this.jdbc = JdbcClient.create(database);
    }

    /** A row of the plan and its place in it. */
    record Row(int number, PlannedService service) {}

    /** What became of one, as numbers of models. */
    record Done(int number, String result, int created, int edited, int removed) {
        static Done overtaken(int number) {
            return new Done(number, OVERTAKEN, 0, 0, 0);
        }
    }

    void add(String replayId, List<PlannedService> plan) {
        List<@Nullable Object[]> all = new ArrayList<>();
        for (PlannedService service : plan) {
            all.add(columns(replayId, all.size(), service));
        }
        rows.batchUpdate("""
                insert into modelsync.replay_service (replay_id, number, project, name, kind, uid, revision, event_id,
                    changed_at, declared, endpoint, topic, partition, record_offset, batch, waiting, mark, left_because,
                    models)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """, all);
    }

    private @Nullable Object[] columns(String replayId, int number, PlannedService service) {
        ServiceRecord newest = service.newest();
        ChangeId change = service.change();
        Turn turn = service.turn();
        Forecast forecast = service.forecast();
        return new @Nullable Object[] {
            replayId,
            number,
            service.key().project(),
            service.key().name(),
            (newest == null ? EventKind.UNREADABLE : EventKind.of(newest.event())).name(),
            change.uid(),
            change.revision(),
            change.eventId(),
            Timestamp.from(change.occurredAt()),
            newest != null && newest.event() instanceof ServiceEvent.Declared declared
                    ? json.writeValueAsString(declared.models())
                    : null,
            newest != null && newest.event() instanceof ServiceEvent.Declared declared && declared.endpoint() != null
                    ? json.writeValueAsString(declared.endpoint())
                    : null,
            service.position().topic(),
            service.position().partition(),
            service.position().offset(),
            turn == null ? null : turn.batch(),
            service.waits(),
            forecast.mark(),
            forecast.left(),
            json.writeValueAsString(forecast.models())
        };
    }

    /** All of a plan, in its order. */
    List<Row> all(String replayId) {
        return jdbc.sql("select * from modelsync.replay_service where replay_id = :id order by number")
                .param("id", replayId)
                .query((row, number) -> read(row))
                .list();
    }

    /** The next batch of which nothing is done yet; nothing when all is done. */
    List<Row> next(String replayId) {
        return jdbc.sql("""
                        select * from modelsync.replay_service
                        where replay_id = :id and result is null and batch = (
                            select min(batch) from modelsync.replay_service where replay_id = :id and result is null)
                        order by number
                        """)
                .param("id", replayId)
                .query((row, number) -> read(row))
                .list();
    }

    void done(String replayId, List<Done> done) {
        rows.batchUpdate(
                """
                update modelsync.replay_service set result = ?, created = ?, edited = ?, removed = ?
                where replay_id = ? and number = ?
                """,
                done.stream()
                        .map(one -> new Object[] {
                            one.result(), one.created(), one.edited(), one.removed(), replayId, one.number()
                        })
                        .toList());
    }

    Replay.Progress progress(String replayId) {
        return jdbc.sql("""
                        select count(result) as services, coalesce(sum(created), 0) as created,
                            coalesce(sum(edited), 0) as edited, coalesce(sum(removed), 0) as removed,
                            count(*) filter (where result = 'PARKED') as parked,
                            count(*) filter (where result = 'OVERTAKEN') as overtaken
                        from modelsync.replay_service
                        where replay_id = :id and batch is not null
                        """)
                .param("id", replayId)
                .query((row, number) -> new Replay.Progress(
                        row.getInt("services"),
                        row.getInt("created"),
                        row.getInt("edited"),
                        row.getInt("removed"),
                        row.getInt("parked"),
                        row.getInt("overtaken")))
                .single();
    }

    private Row read(ResultSet row) throws SQLException {
        ServiceKey key = new ServiceKey(row.getString("project"), row.getString("name"));
        RecordPosition position = JournalRows.positionIn(row);
        Integer batch = row.getObject("batch", Integer.class);
        String left = row.getString("left_because");
        Forecast forecast = new Forecast(
                json.readValue(row.getString("models"), MODELS), batch != null, left, row.getString("mark"));
        ServiceRecord newest = eventIn(row, key)
                .map(event -> new ServiceRecord(event, position))
                .orElse(null);
        Turn turn = batch == null ? null : new Turn(batch, row.getBoolean("waiting"));
        return new Row(row.getInt("number"), new PlannedService(key, newest, position, forecast, turn));
    }

    private static Optional<ServiceEvent> eventIn(ResultSet row, ServiceKey key) throws SQLException {
        return switch (EventKind.valueOf(row.getString("kind"))) {
            case DECLARED -> Optional.of(JournalRows.declaredIn(row, key));
            case WITHDRAWN -> Optional.of(new ServiceEvent.Withdrawn(key, JournalRows.changeIn(row)));
            case PURGED -> Optional.of(new ServiceEvent.Purged(key));
            case UNREADABLE -> Optional.empty();
        };
    }
}
