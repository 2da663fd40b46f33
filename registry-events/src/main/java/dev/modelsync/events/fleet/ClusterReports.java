package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Delivery.Kind;
import dev.modelsync.events.fleet.ReportedCluster.Counts;
import dev.modelsync.events.fleet.ReportedCluster.Position;
import dev.modelsync.events.fleet.ReportedCluster.State;
import dev.modelsync.events.fleet.ReportedCluster.Stop;
import dev.modelsync.events.fleet.ReportedCluster.Worker;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.RemovalStop;
import dev.modelsync.schema.WorkerDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code hm.cluster_report}: a fold of the heartbeats, the latest of each cluster. */
final class ClusterReports {
    private static final TypeReference<List<Position>> POSITIONS = new TypeReference<>() {};

    /** With how the cluster is enrolled, which not every one is that reports. */
    private static final String REPORTS = """
            SELECT report.*, enrolled.delivery AS enrolled_delivery
            FROM hm.cluster_report AS report
            LEFT JOIN hm.cluster AS enrolled ON enrolled.id = report.cluster_id AND enrolled.revoked_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    ClusterReports(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An older one changes nothing. */
    void record(ClusterReport report) {
        jdbc.sql("""
                        INSERT INTO hm.cluster_report AS known (
                            cluster_id, project, delivery, worker_id, worker_version, state, state_detail, state_since,
                            aidb_version, aidb_capabilities, positions, last_progress_at, owned_models,
                            parked_services, drifted_models, removal_stop, reported_at, received_at)
                        VALUES (:cluster, :project, :delivery, :worker, :version, :state, :detail, :since,
                            :aidb, :capabilities, :positions::jsonb, :progress, :owned,
                            :parked, :drifted, :stop::jsonb, :reported, :received)
                        ON CONFLICT (cluster_id) DO UPDATE
                        SET project = excluded.project, delivery = excluded.delivery, worker_id = excluded.worker_id,
                            worker_version = excluded.worker_version, state = excluded.state,
                            state_detail = excluded.state_detail, state_since = excluded.state_since,
                            aidb_version = excluded.aidb_version, aidb_capabilities = excluded.aidb_capabilities,
                            positions = excluded.positions, last_progress_at = excluded.last_progress_at,
                            owned_models = excluded.owned_models, parked_services = excluded.parked_services,
                            drifted_models = excluded.drifted_models, removal_stop = excluded.removal_stop,
                            reported_at = excluded.reported_at, received_at = excluded.received_at
                        WHERE excluded.reported_at >= known.reported_at OR excluded.worker_id <> known.worker_id
                        """)
                .param("cluster", report.getClusterId())
                .param("project", report.getProjectId())
                .param("delivery", deliveryOf(report))
                .param("worker", report.getWorkerId())
                .param("version", report.getWorkerVersion())
                .param("state", report.getState().name())
                .param("detail", report.getStateDetail())
                .param("since", utc(report.getStateSince()))
                .param("aidb", report.getAidbVersion())
                .param("capabilities", report.getAidbCapabilities())
                .param("positions", json.writeValueAsString(positionsOf(report)))
                .param("progress", utc(report.getLastProgressAt()))
                .param("owned", report.getOwnedModels())
                .param("parked", report.getParkedServices())
                .param("drifted", report.getDriftedModels())
                .param("stop", stopOf(report.getStop()))
                .param("reported", utc(report.getReportedAt()))
                .param("received", utc(clock.instant()))
                .update();
    }

    void forget(String clusterId) {
        jdbc.sql("DELETE FROM hm.cluster_report WHERE cluster_id = :cluster")
                .param("cluster", clusterId)
                .update();
    }

    /** Ids of all clusters that are enrolled, were enrolled or have reported, from the one after an id on. */
    List<String> known(String afterId, int limit) {
        return jdbc.sql("""
                        SELECT id FROM (
                            SELECT id FROM hm.cluster UNION SELECT cluster_id FROM hm.cluster_report) AS known
                        WHERE id > :after ORDER BY id LIMIT :limit
                        """)
                .param("after", afterId)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    Optional<ReportedCluster> find(String clusterId) {
        return jdbc.sql(REPORTS + "WHERE report.cluster_id = :cluster")
                .param("cluster", clusterId)
                .query((row, number) -> read(row))
                .optional();
    }

    /** Those of these clusters that have reported. */
    List<ReportedCluster> of(Collection<String> clusterIds) {
        return jdbc.sql(REPORTS + "WHERE report.cluster_id = ANY (:clusters::text[])")
                .param("clusters", clusterIds.toArray(String[]::new))
                .query((row, number) -> read(row))
                .list();
    }

    /** Null where the worker did not say. */
    private static @Nullable String deliveryOf(ClusterReport report) {
        return report.getDelivery() == WorkerDelivery.UNKNOWN
                ? null
                : report.getDelivery().name();
    }

    private static List<Position> positionsOf(ClusterReport report) {
        return report.getPositions().stream()
                .map(position -> new Position(
                        position.getTopic(),
                        position.getPartition(),
                        position.getNextOffset(),
                        position.getEndOffset()))
                .toList();
    }

    private @Nullable String stopOf(@Nullable RemovalStop stop) {
        return stop == null
                ? null
                : json.writeValueAsString(
                        new Stop(stop.getApprovalId(), stop.getRemovals(), stop.getOwnedModels(), stop.getSince()));
    }

    private ReportedCluster read(ResultSet row) throws SQLException {
        String stop = row.getString("removal_stop");
        return new ReportedCluster(
                row.getString("cluster_id"),
                row.getString("project"),
                new ClusterDelivery(kind(row, "enrolled_delivery"), kind(row, "delivery")),
                new Worker(row.getString("worker_id"), row.getString("worker_version")),
                new State(row.getString("state"), row.getString("state_detail"), instant(row, "state_since")),
                row.getString("aidb_version"),
                row.getString("aidb_capabilities"),
                json.readValue(row.getString("positions"), POSITIONS),
                instant(row, "last_progress_at"),
                new Counts(
                        row.getInt("owned_models"),
                        row.getInt("parked_services"),
                        row.getObject("drifted_models", Integer.class)),
                stop == null ? null : json.readValue(stop, Stop.class),
                Objects.requireNonNull(instant(row, "reported_at")),
                Objects.requireNonNull(instant(row, "received_at")));
    }

    private static @Nullable Kind kind(ResultSet row, String column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Kind.valueOf(name);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
