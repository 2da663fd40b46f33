package dev.modelsync.events.activity;

import dev.modelsync.schema.SyncOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code hm.service_outcome}: a fold of the outcomes topic, the latest of each service on each cluster. */
public final class ServiceOutcomes {
    private final JdbcClient jdbc;

    ServiceOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of these incarnations, in the order of the clusters' ids; those without outcomes are not in it. */
    public Map<UUID, List<ClusterOutcome>> of(Collection<UUID> services) {
        if (services.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        SELECT service_uid, cluster_id, result, revision, reason, detail, applied_at, since
                        FROM hm.service_outcome
                        WHERE service_uid IN (:services)
                        ORDER BY cluster_id
                        """)
                .param("services", services.stream().map(UUID::toString).toList())
                .query((row, number) -> Map.entry(
                        UUID.fromString(row.getString("service_uid")),
                        new ClusterOutcome(
                                row.getString("cluster_id"),
                                row.getString("result"),
                                row.getLong("revision"),
                                row.getString("reason"),
                                row.getString("detail"),
                                instant(row, "applied_at"),
                                instant(row, "since"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Whether the outcome is news: a repeated or an older one changes nothing. */
    boolean record(SyncOutcome outcome) {
        return jdbc.sql("""
                                INSERT INTO hm.service_outcome AS known (
                                    cluster_id, project, name, service_uid, revision, outcome_id, event_id,
                                    result, reason, detail, changed_at, applied_at, since)
                                VALUES (:cluster, :project, :name, :uid, :revision, :outcome, :event,
                                    :result, :reason, :detail, :changed, :applied, :applied)
                                ON CONFLICT (cluster_id, project, name) DO UPDATE
                                SET service_uid = excluded.service_uid, revision = excluded.revision,
                                    outcome_id = excluded.outcome_id, event_id = excluded.event_id,
                                    result = excluded.result, reason = excluded.reason, detail = excluded.detail,
                                    changed_at = excluded.changed_at, applied_at = excluded.applied_at,
                                    since = CASE
                                        WHEN (known.service_uid, known.revision, hm.outcome_state(known.result), known.reason)
                                             IS NOT DISTINCT FROM
                                             (excluded.service_uid, excluded.revision, hm.outcome_state(excluded.result), excluded.reason)
                                        THEN known.since ELSE excluded.since END
                                WHERE excluded.outcome_id <> known.outcome_id
                                  AND (excluded.revision, excluded.applied_at) >= (known.revision, known.applied_at)
                                """)
                        .param("cluster", outcome.getClusterId())
                        .param("project", outcome.getProjectId())
                        .param("name", outcome.getServiceName())
                        .param("uid", outcome.getServiceUid())
                        .param("revision", outcome.getRevision())
                        .param("outcome", outcome.getOutcomeId())
                        .param("event", outcome.getEventId())
                        .param("result", outcome.getResult().name())
                        .param("reason", outcome.getReason())
                        .param("detail", outcome.getDetail())
                        .param("changed", utc(outcome.getChangedAt()))
                        .param("applied", utc(outcome.getAppliedAt()))
                        .update()
                == 1;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
