package dev.modelsync.events.activity.proof;

import dev.modelsync.events.activity.entry.ActivityEntry;
import dev.modelsync.events.activity.entry.ActivityEntry.Origin;
import dev.modelsync.events.activity.entry.ActivityOutcome;
import dev.modelsync.events.activity.entry.ActivityType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Entries and outcomes as the database holds them, in the form that is hashed. */
final class FactRows {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    FactRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Those that no link stands for, oldest first.
     *
     * @param links name of the table of links in SQL
     */
    List<FactText> unlinked(String links) {
        List<FactText> facts = new ArrayList<>(jdbc.sql("""
                        SELECT * FROM hm.activity a WHERE NOT EXISTS (
                            SELECT FROM %s l WHERE l.fact_id = a.event_id AND l.kind = a.origin AND l.cluster_id = '')
                        ORDER BY at, event_id
                        """.formatted(links))
                .query((row, number) -> FactText.of(entry(row)))
                .list());
        facts.addAll(jdbc.sql("""
                        SELECT * FROM hm.activity_outcome o WHERE NOT EXISTS (
                            SELECT FROM %s l WHERE l.fact_id = o.outcome_id AND l.kind = 'OUTCOME'
                                AND l.cluster_id = o.cluster_id)
                        ORDER BY applied_at, cluster_id, outcome_id
                        """.formatted(links))
                .query((row, number) -> FactText.of(outcome(row, row.getString("event_id"))))
                .list());
        return facts;
    }

    ActivityEntry entry(ResultSet row) throws SQLException {
        return new ActivityEntry(
                row.getString("event_id"),
                Origin.valueOf(row.getString("origin")),
                instant(row, "at"),
                ActivityType.valueOf(row.getString("type")),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("project"),
                row.getString("service_name"),
                row.getString("service_uid"),
                row.getObject("revision", Long.class),
                row.getString("cluster_id"),
                json.readValue(row.getString("before"), new TypeReference<Map<String, Object>>() {}),
                json.readValue(row.getString("after"), new TypeReference<Map<String, Object>>() {}));
    }

    ActivityOutcome outcome(ResultSet row, String entryId) throws SQLException {
        return new ActivityOutcome(
                row.getString("cluster_id"),
                row.getString("outcome_id"),
                entryId,
                row.getString("result"),
                row.getString("reason"),
                row.getString("detail"),
                json.readValue(row.getString("models"), new TypeReference<List<Map<String, Object>>>() {}),
                instant(row, "changed_at"),
                instant(row, "applied_at"),
                row.getString("replay_id"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
