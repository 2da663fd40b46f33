package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What on the clusters depends on the models of a service, as their workers told last. */
public final class Dependants {
    private static final TypeReference<List<Use>> USES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    Dependants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param takenAt when the worker looked, by its clock: older news may be stale */
    public record OnCluster(String clusterId, Instant takenAt, List<UsedModel> models) {
        public OnCluster {
            models = List.copyOf(models);
        }
    }

    /** A model, and what names it. */
    public record UsedModel(String registryName, List<Use> usedBy) {
        public UsedModel {
            usedBy = List.copyOf(usedBy);
        }
    }

    /** @param kind PIPELINE, KNOWLEDGE_BASE or AGENT */
    public record Use(String kind, String name) {}

    /** By cluster, in the order of their ids. */
    public List<OnCluster> of(ServiceKey service, Collection<Model> models) {
        Map<String, OnCluster> clusters = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT model.cluster_id, inventory.taken_at, model.name, model.used_by
                        FROM hm.cluster_model AS model
                        JOIN hm.cluster_inventory AS inventory USING (cluster_id)
                        LEFT JOIN hm.cluster AS enrolled ON enrolled.id = model.cluster_id
                        LEFT JOIN hm.cluster_report AS report USING (cluster_id)
                        WHERE model.service = :service AND model.name = ANY (:names::text[])
                          AND model.origin = 'SYNCED' AND model.used_by <> '[]'
                          AND coalesce(report.project, enrolled.project) = :project
                        ORDER BY model.cluster_id, model.name
                        """)
                .param("service", service.name())
                .param("project", service.project())
                .param("names", models.stream().map(Model::registryName).toArray(String[]::new))
                .query((row, number) -> read(row))
                .list()
                .forEach(each -> clusters.merge(each.clusterId(), each, Dependants::both));
        return List.copyOf(clusters.values());
    }

    private OnCluster read(ResultSet row) throws SQLException {
        return new OnCluster(
                row.getString("cluster_id"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                List.of(new UsedModel(row.getString("name"), json.readValue(row.getString("used_by"), USES))));
    }

    private static OnCluster both(OnCluster one, OnCluster other) {
        List<UsedModel> models = new ArrayList<>(one.models());
        models.addAll(other.models());
        return new OnCluster(one.clusterId(), one.takenAt(), models);
    }
}
