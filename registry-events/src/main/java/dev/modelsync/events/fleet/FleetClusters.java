package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.registration.view.ProjectClusters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads enrolments, heartbeats and inventories together. */
final class FleetClusters implements ProjectClusters {
    private static final String OTHER_PROJECT = "OTHER_PROJECT";
    private static final String DIRECT = Delivery.Kind.DIRECT.name();
    private static final String PROXY_UNREACHABLE = "PROXY_UNREACHABLE";

    private final JdbcClient jdbc;
    private final ClusterModels models;
    private final Duration silentAfter;
    private final Clock clock;

    FleetClusters(JdbcClient jdbc, ClusterModels models, Duration silentAfter, Clock clock) {
        this.jdbc = jdbc;
        this.models = models;
        this.silentAfter = silentAfter;
        this.clock = clock;
    }

    /** Whether a cluster that needs the proxy reaches it, only its worker knows: its latest outcome tells. */
    @Override
    public List<KnownCluster> of(String project) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        SELECT known.id, enrolled.delivery, report.project, report.received_at, report.reported_at, (
                            SELECT outcome.result = 'SKIPPED' AND outcome.reason = 'PROXY_UNREACHABLE'
                            FROM hm.service_outcome AS outcome
                            WHERE outcome.cluster_id = known.id AND outcome.project = :project
                              AND outcome.result IN ('APPLIED', 'UNCHANGED', 'SKIPPED')
                            ORDER BY outcome.applied_at DESC LIMIT 1) AS unreachable
                        FROM (
                            SELECT id FROM hm.cluster WHERE project = :project AND revoked_at IS NULL
                            UNION
                            SELECT cluster_id FROM hm.cluster_report AS reported
                            WHERE reported.project = :project
                              AND NOT EXISTS (SELECT FROM hm.cluster WHERE id = reported.cluster_id)) AS known
                        LEFT JOIN hm.cluster AS enrolled ON enrolled.id = known.id
                        LEFT JOIN hm.cluster_report AS report ON report.cluster_id = known.id
                        ORDER BY known.id
                        """)
                .param("project", project)
                .query((row, number) -> read(row, project, now))
                .list();
    }

    private KnownCluster read(ResultSet row, String project, Instant now) throws SQLException {
        @Nullable OffsetDateTime received = row.getObject("received_at", OffsetDateTime.class);
        @Nullable OffsetDateTime reported = row.getObject("reported_at", OffsetDateTime.class);
        boolean silent = received == null
                || reported == null
                || ReportedCluster.isSilent(received.toInstant(), reported.toInstant(), silentAfter, now);
        String delivery = row.getString("delivery");
        boolean unreachable = row.getBoolean("unreachable") && !DIRECT.equals(delivery);
        return new KnownCluster(
                row.getString("id"),
                silent,
                received == null ? null : received.toInstant(),
                delivery,
                obstacle(row.getString("project"), project, unreachable));
    }

    private static @Nullable String obstacle(@Nullable String reported, String project, boolean unreachable) {
        if (reported != null && !reported.equals(project)) {
            return OTHER_PROJECT;
        }
        return unreachable ? PROXY_UNREACHABLE : null;
    }

    @Override
    public @Nullable Map<String, HeldModel> models(String clusterId) {
        if (models.takenAt(clusterId).isEmpty()) {
            return null;
        }
        return models.all(clusterId).stream()
                .collect(Collectors.toMap(
                        FleetModel::name,
                        model ->
                                new HeldModel(model.name(), model.origin().equals("SYNCED") ? model.service() : null)));
    }
}
