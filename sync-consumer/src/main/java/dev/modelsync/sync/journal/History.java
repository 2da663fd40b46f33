package dev.modelsync.sync.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Every decision about a change, for those who ask later what happened. */
public final class History {
    private static final int ROWS_AT_ONCE = 1000;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    public History(DataSource database, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.clock = clock;
    }

    /** Within the transaction of the calling thread. */
    public void add(List<ApplyResult> results) {
        if (results.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                insert into modelsync.decision (project, service, uid, revision, event_id, result, reason, detail,
                    models, topic, partition, record_offset, changed_at, applied_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                """, results.stream().map(result -> columns(result, now)).toList());
    }

    private @Nullable Object[] columns(ApplyResult result, Timestamp now) {
        return new @Nullable Object[] {
            result.service().project(),
            result.service().name(),
            result.change().uid(),
            result.change().revision(),
            result.change().eventId(),
            result.result().name(),
            result.reason() == null ? null : result.reason().name(),
            result.detail(),
            json.writeValueAsString(result.models().stream().map(History::told).toList()),
            result.position().topic(),
            result.position().partition(),
            result.position().offset(),
            Timestamp.from(result.change().occurredAt()),
            now
        };
    }

    private static Map<String, String> told(ModelResult model) {
        Map<String, String> told = new HashMap<>(
                Map.of("name", model.name(), "action", model.action().name()));
        if (model.reason() != null) {
            told.put("reason", model.reason().name());
        }
        return told;
    }

    /**
     * Deletes what is older: decisions some at a time, so that no other transaction has to wait for long,
     * and what purged services, commands, rebuilds, replays and the brake have left behind, which is little. A replay that is
     * at work, or may still be run, stays.
     */
    public void keep(Duration retention) {
        Instant now = clock.instant();
        Timestamp before = Timestamp.from(now.minus(retention));
        jdbc.update("delete from modelsync.service where purged_at < ?", before);
        jdbc.update("delete from modelsync.command where decided_at < ?", before);
        jdbc.update("delete from modelsync.rebuild where ended_at < ?", before);
        jdbc.update("delete from modelsync.removal_stop where ended_at < ?", before);
        jdbc.update("delete from modelsync.replay where ended_at < ?", before);
        jdbc.update("""
                delete from modelsync.replay
                where state = 'PLANNED' and created_at < ? and (plan ->> 'expiresAt')::timestamptz < ?
                """, before, Timestamp.from(now));
        int deleted;
        do {
            deleted = jdbc.update("""
                    delete from modelsync.decision
                    where id in (select id from modelsync.decision where applied_at < ? limit ?)
                    """, before, ROWS_AT_ONCE);
        } while (deleted == ROWS_AT_ONCE);
    }
}
