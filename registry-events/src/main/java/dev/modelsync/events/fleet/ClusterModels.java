package dev.modelsync.events.fleet;

import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.RegistryModel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code hm.cluster_inventory} and {@code hm.cluster_model}: a fold of the inventories. */
final class ClusterModels {
    private static final TypeReference<List<FleetModel.Use>> USES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json = JsonMapper.shared();

    ClusterModels(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** All models of a cluster at once, so that nobody sees half of a registry; an older inventory changes nothing. */
    void record(ClusterInventory inventory) {
        transactions.executeWithoutResult(transaction -> {
            if (isNews(inventory)) {
                replace(inventory);
            }
        });
    }

    private boolean isNews(ClusterInventory inventory) {
        return jdbc.sql("""
                        INSERT INTO hm.cluster_inventory AS known (cluster_id, digest, taken_at)
                        VALUES (:cluster, :digest, :taken)
                        ON CONFLICT (cluster_id) DO UPDATE
                        SET digest = excluded.digest, taken_at = excluded.taken_at
                        WHERE excluded.taken_at > known.taken_at
                        """)
                        .param("cluster", inventory.getClusterId())
                        .param("digest", inventory.getDigest())
                        .param("taken", inventory.getTakenAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Rows that stay as they are are not written, since most do. */
    private void replace(ClusterInventory inventory) {
        List<FleetModel> models =
                inventory.getModels().stream().map(ClusterModels::told).toList();
        jdbc.sql("""
                        INSERT INTO hm.cluster_model AS known (cluster_id, name, provider, functions, origin, service,
                            upstream_model, health, health_checked_at, used_by, drift)
                        SELECT :cluster, told.name, told.provider, told.functions, told.origin, told.service,
                            told."upstreamModel", told.health, told."healthCheckedAt", told."usedBy", told.drift
                        FROM jsonb_to_recordset(:models::jsonb) AS told (name text, provider text, functions text[],
                            origin text, service text, "upstreamModel" text, health text,
                            "healthCheckedAt" timestamptz, "usedBy" jsonb, drift text)
                        ON CONFLICT (cluster_id, name) DO UPDATE
                        SET provider = excluded.provider, functions = excluded.functions, origin = excluded.origin,
                            service = excluded.service, upstream_model = excluded.upstream_model,
                            health = excluded.health, health_checked_at = excluded.health_checked_at,
                            used_by = excluded.used_by, drift = excluded.drift
                        WHERE known IS DISTINCT FROM excluded
                        """)
                .param("cluster", inventory.getClusterId())
                .param("models", json.writeValueAsString(models))
                .update();
        jdbc.sql("DELETE FROM hm.cluster_model WHERE cluster_id = :cluster AND name <> ALL (:names::text[])")
                .param("cluster", inventory.getClusterId())
                .param("names", models.stream().map(FleetModel::name).toArray(String[]::new))
                .update();
    }

    void forget(String clusterId) {
        jdbc.sql("DELETE FROM hm.cluster_inventory WHERE cluster_id = :cluster")
                .param("cluster", clusterId)
                .update();
    }

    /** When the models were taken; empty where none were told. */
    Optional<Instant> takenAt(String clusterId) {
        return jdbc.sql("SELECT taken_at FROM hm.cluster_inventory WHERE cluster_id = :cluster")
                .param("cluster", clusterId)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    List<FleetModel> all(String clusterId) {
        return jdbc.sql("SELECT * FROM hm.cluster_model WHERE cluster_id = :cluster ORDER BY name")
                .param("cluster", clusterId)
                .query((row, number) -> read(row))
                .list();
    }

    /** Those that have at least one of the functions. */
    List<FleetModel> having(String clusterId, Collection<String> functions) {
        return jdbc.sql("""
                        SELECT * FROM hm.cluster_model
                        WHERE cluster_id = :cluster AND functions && :functions::text[]
                        ORDER BY name
                        """)
                .param("cluster", clusterId)
                .param("functions", functions.toArray(String[]::new))
                .query((row, number) -> read(row))
                .list();
    }

    private static FleetModel told(RegistryModel model) {
        return new FleetModel(
                model.getName(),
                model.getProvider(),
                model.getFunctions(),
                model.getOrigin().name(),
                model.getServiceName(),
                model.getUpstreamModel(),
                model.getHealth().name(),
                model.getHealthCheckedAt(),
                model.getUsedBy().stream()
                        .map(use -> new FleetModel.Use(use.getKind(), use.getName()))
                        .toList(),
                model.getDrift());
    }

    private FleetModel read(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime checked = row.getObject("health_checked_at", OffsetDateTime.class);
        return new FleetModel(
                row.getString("name"),
                row.getString("provider"),
                List.of((String[]) row.getArray("functions").getArray()),
                row.getString("origin"),
                row.getString("service"),
                row.getString("upstream_model"),
                row.getString("health"),
                checked == null ? null : checked.toInstant(),
                json.readValue(row.getString("used_by"), USES),
                row.getString("drift"));
    }
}
