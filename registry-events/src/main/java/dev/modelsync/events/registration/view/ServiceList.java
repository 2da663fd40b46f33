package dev.modelsync.events.registration.view;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.RowColumns;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which projects there are, and which live services of one are asked for. */
final class ServiceList {
    private final JdbcClient jdbc;

    ServiceList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of services, enrolled clusters and reporting workers, whatever their state. */
    List<String> projects() {
        return jdbc.sql("""
                        SELECT project FROM hm.inference_service
                        UNION SELECT project FROM hm.cluster
                        UNION SELECT project FROM hm.cluster_report
                        ORDER BY project
                        """).query(String.class).list();
    }

    /** The live services of a project in the order of their names; the state is not looked at. */
    List<InferenceService> listLive(String project, ServiceQuery query) {
        return jdbc.sql("SELECT " + InferenceServices.COLUMNS + """
                         FROM hm.inference_service
                        WHERE project = :project AND state = 'REGISTERED' AND name > :after
                          AND (:provider = '' OR provider = :provider)
                          AND labels @> :labels::jsonb AND jsonb_exists_all(labels, :keys::text[])
                          AND (:text = '' OR position(lower(:text) IN lower(name || ' ' || endpoint_url)) > 0
                               OR EXISTS (
                                   SELECT FROM jsonb_array_elements(models) AS model
                                   WHERE position(lower(:text) IN lower(
                                       (model ->> 'registryName') || ' ' || (model ->> 'upstreamModel'))) > 0))
                        ORDER BY name LIMIT :limit
                        """)
                .param("project", project)
                .param("after", query.after())
                .param(
                        "provider",
                        query.provider() == null ? "" : query.provider().name())
                .param("labels", RowColumns.json(query.labels()))
                .param("keys", query.labelKeys().toArray(String[]::new))
                .param("text", query.text())
                .param("limit", query.limit())
                .query(InferenceServices::read)
                .list();
    }
}
