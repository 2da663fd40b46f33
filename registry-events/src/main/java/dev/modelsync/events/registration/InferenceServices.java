package dev.modelsync.events.registration;

import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.SourceTable;
import dev.modelsync.events.source.SourceTable.Rows;
import dev.modelsync.events.source.SourceTable.Shape;
import dev.modelsync.provider.secret.SecretReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Table {@code hm.inference_service}. Revisions and times are the database's own. */
final class InferenceServices {
    static final String COLUMNS = """
            uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
            credential_ref, credential_version, state, revision, changed_by, change_reason, changed_at, forced
            """;

    private final JdbcClient jdbc;

    InferenceServices(JdbcClient jdbc) {
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

    /** The table as the publisher sees it. */
    static SourceTable<InferenceService> source(JdbcClient jdbc, TransactionTemplate transactions) {
        String key = "project || '/' || name";
        return new SourceTable<>(
                jdbc,
                transactions,
                new Shape("hm.inference_service", key, "uid", "uuid", "state = 'REGISTERED'", "", "forced = false, "),
                new Rows<>(COLUMNS, InferenceServices::read));
    }

    Optional<InferenceService> findLive(ServiceKey key) {
        return jdbc.sql(
                        "SELECT " + COLUMNS
                                + " FROM hm.inference_service WHERE project = :project AND name = :name AND state = 'REGISTERED'")
                .param("project", key.project())
                .param("name", key.name())
                .query(InferenceServices::read)
                .optional();
    }

    /** The live services of a project in the order of their names; the state is not looked at. */
    List<InferenceService> listLive(String project, ServiceQuery query) {
        return jdbc.sql("SELECT " + COLUMNS + """
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

    /** Those of the names that live services of the project, other than this one, have taken; with the service's name. */
    Map<String, String> takenNames(String project, Collection<String> names, UUID except) {
        return jdbc
                .sql("""
                        SELECT taken.registry_name, service.name
                        FROM hm.registry_name AS taken JOIN hm.inference_service AS service ON service.uid = taken.service_uid
                        WHERE taken.project = :project AND taken.service_uid <> :uid AND taken.registry_name IN (:names)
                        """)
                .param("project", project)
                .param("uid", except)
                .param("names", Set.copyOf(names))
                .query((ResultSet row, int n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean referTo(SecretReference reference) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM hm.inference_service
                            WHERE credential_ref = :ref AND credential_version >= :version)
                        """)
                .param("ref", reference.ref())
                .param("version", reference.version())
                .query(Boolean.class)
                .single();
    }

    InferenceService insert(UUID uid, ServiceKey key, ServiceSettings settings, String actor, @Nullable String reason) {
        return write("""
                        INSERT INTO hm.inference_service (
                            uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
                            credential_ref, credential_version, changed_by, change_reason)
                        VALUES (:uid, :project, :name, :provider, :url, :protocol, :insecure, :models::jsonb, :labels::jsonb,
                            :ref, :version, :actor, :reason)
                        RETURNING
                        """, uid, settings, actor, reason)
                .param("project", key.project())
                .param("name", key.name())
                .param("provider", settings.provider())
                .query(InferenceServices::read)
                .single();
    }

    /** Empty when the row is no longer at that revision. */
    Optional<InferenceService> update(
            InferenceService current, ServiceSettings settings, String actor, @Nullable String reason, boolean forced) {
        return write("""
                        UPDATE hm.inference_service
                        SET endpoint_url = :url, api_protocol_version = :protocol, allow_insecure = :insecure,
                            models = :models::jsonb, labels = :labels::jsonb,
                            credential_ref = :ref, credential_version = :version,
                            changed_by = :actor, change_reason = :reason, forced = :forced
                        WHERE uid = :uid AND revision = :revision AND state = 'REGISTERED'
                        RETURNING
                        """, current.uid(), settings, actor, reason)
                .param("revision", current.revision())
                .param("forced", forced)
                .query(InferenceServices::read)
                .optional();
    }

    /** Empty when the row is no longer at that revision. */
    Optional<InferenceService> deregister(
            InferenceService current, String actor, @Nullable String reason, boolean forced) {
        return jdbc.sql("""
                        UPDATE hm.inference_service
                        SET state = 'DEREGISTERED', changed_by = :actor, change_reason = :reason, forced = :forced
                        WHERE uid = :uid AND revision = :revision AND state = 'REGISTERED'
                        RETURNING
                        """ + COLUMNS)
                .param("uid", current.uid())
                .param("revision", current.revision())
                .param("actor", actor)
                .param("reason", reason)
                .param("forced", forced)
                .query(InferenceServices::read)
                .optional();
    }

    private JdbcClient.StatementSpec write(
            String statement, UUID uid, ServiceSettings settings, String actor, @Nullable String reason) {
        SecretReference credential = settings.credential();
        return jdbc.sql(statement + COLUMNS)
                .param("uid", uid)
                .param("url", settings.endpointUrl())
                .param("protocol", settings.apiProtocolVersion())
                .param("insecure", settings.allowInsecure())
                .param("models", RowColumns.json(settings.models()))
                .param("labels", RowColumns.json(settings.labels()))
                .param("ref", credential == null ? null : credential.ref())
                .param("version", settings.credentialVersion())
                .param("actor", actor)
                .param("reason", reason);
    }

    static InferenceService read(ResultSet row, int number) throws SQLException {
        return new InferenceService(
                row.getObject("uid", UUID.class),
                new ServiceKey(row.getString("project"), row.getString("name")),
                RowColumns.settings(row),
                State.valueOf(row.getString("state")),
                new Change(
                        row.getLong("revision"),
                        row.getString("changed_by"),
                        row.getString("change_reason"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("forced")));
    }
}
