package dev.modelsync.events.activity.log;

import dev.modelsync.events.activity.entry.ActivityEntry;
import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityOutcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes facts. The result does not depend on the order of topics and partitions, and a fact that is known
 * changes nothing: of two events with one id the first counts, and a command counts more than its answer.
 */
final class ActivityTables {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String entries;
    private final String outcomes;

    /** @param entries and {@code outcomes} names of tables in SQL, of the form that the schema gives them */
    ActivityTables(JdbcClient jdbc, JsonMapper json, String entries, String outcomes) {
        this.jdbc = jdbc;
        this.json = json;
        this.entries = entries;
        this.outcomes = outcomes;
    }

    static ActivityTables live(JdbcClient jdbc, JsonMapper json) {
        return new ActivityTables(jdbc, json, "hm.activity", "hm.activity_outcome");
    }

    void add(ActivityFact fact) {
        if (fact instanceof ActivityEntry entry) {
            add(entry);
        } else if (fact instanceof ActivityOutcome outcome) {
            add(outcome);
        }
    }

    private void add(ActivityEntry entry) {
        jdbc.sql("""
                        INSERT INTO %s AS known (event_id, origin, at, type, actor, reason, project, service_name,
                            service_uid, revision, cluster_id, before, after)
                        VALUES (:id, :origin, :at, :type, :actor, :reason, :project, :service,
                            :uid, :revision, :cluster, CAST(:before AS jsonb), CAST(:after AS jsonb))
                        ON CONFLICT (event_id) DO UPDATE
                        SET origin = excluded.origin, at = excluded.at, type = excluded.type, actor = excluded.actor,
                            reason = excluded.reason, project = excluded.project,
                            service_name = excluded.service_name, revision = excluded.revision,
                            before = excluded.before, after = excluded.after
                        WHERE known.origin = 'ANSWER' AND excluded.origin = 'COMMAND'
                        """.formatted(entries))
                .param("id", entry.id())
                .param("origin", entry.origin().name())
                .param("at", utc(entry.at()))
                .param("type", entry.type().name())
                .param("actor", entry.actor())
                .param("reason", entry.reason())
                .param("project", entry.project())
                .param("service", entry.service())
                .param("uid", entry.serviceUid())
                .param("revision", entry.revision())
                .param("cluster", entry.cluster())
                .param("before", json.writeValueAsString(entry.before()))
                .param("after", json.writeValueAsString(entry.after()))
                .update();
    }

    private void add(ActivityOutcome outcome) {
        jdbc.sql("""
                        INSERT INTO %s (cluster_id, outcome_id, event_id, result, reason, detail, models,
                            changed_at, applied_at, replay_id)
                        VALUES (:cluster, :id, :event, :result, :reason, :detail, CAST(:models AS jsonb),
                            :changed, :applied, :replay)
                        ON CONFLICT (cluster_id, outcome_id) DO NOTHING
                        """.formatted(outcomes))
                .param("cluster", outcome.cluster())
                .param("id", outcome.id())
                .param("event", outcome.entryId())
                .param("result", outcome.result())
                .param("reason", outcome.reason())
                .param("detail", outcome.detail())
                .param("models", json.writeValueAsString(outcome.models()))
                .param("changed", utc(outcome.changedAt()))
                .param("applied", utc(outcome.appliedAt()))
                .param("replay", outcome.replayId())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
