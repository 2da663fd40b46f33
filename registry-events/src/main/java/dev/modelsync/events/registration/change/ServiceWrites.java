package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.provider.secret.SecretReference;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Table {@code hm.inference_service}, written: each statement answers with the row as it is then. */
final class ServiceWrites {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ServiceWrites(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Does the work in one transaction, which a dry run undoes. */
    <T> T inTransaction(WriteMode mode, Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (mode.isDryRun()) {
                status.setRollbackOnly();
            }
            return work.get();
        }));
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
                        """ + InferenceServices.COLUMNS)
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
        return jdbc.sql(statement + InferenceServices.COLUMNS)
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
}
