package dev.modelsync.events.park;

import dev.modelsync.events.activity.Reasons;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of the latest outcomes, those that say that a change is parked. A revoked cluster parks nothing. */
final class ParkedServices {
    private final JdbcClient jdbc;

    ParkedServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty texts match all. */
    record Filter(String cluster, String project, String service) {}

    /** Where a page begins: after this one. Empty texts are before all. */
    record Place(String cluster, String project, String service) {
        static final Place START = new Place("", "", "");
    }

    /** By cluster, project and service. */
    List<ParkedService> page(Filter filter, Place after, int limit) {
        return jdbc.sql("""
                        SELECT cluster_id, project, name, revision, reason, detail, changed_at, since
                        FROM hm.service_outcome
                        WHERE result = 'PARKED'
                          AND :cluster IN ('', cluster_id) AND :project IN ('', project) AND :service IN ('', name)
                          AND (cluster_id, project, name) > (:afterCluster, :afterProject, :afterService)
                          AND NOT EXISTS (
                              SELECT FROM hm.cluster WHERE id = cluster_id AND revoked_at IS NOT NULL)
                        ORDER BY cluster_id, project, name
                        LIMIT :limit
                        """)
                .param("cluster", filter.cluster())
                .param("project", filter.project())
                .param("service", filter.service())
                .param("afterCluster", after.cluster())
                .param("afterProject", after.project())
                .param("afterService", after.service())
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list();
    }

    private static ParkedService read(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new ParkedService(
                row.getString("cluster_id"),
                row.getString("project"),
                row.getString("name"),
                row.getLong("revision"),
                reason,
                row.getString("detail"),
                Reasons.remedy(reason),
                instant(row, "changed_at"),
                instant(row, "since"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
