package dev.modelsync.events.registration.purge;

import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.events.registration.purge.NeededCredentials.Retired;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code hm.retired_secret}: credentials that no row refers to. One is removed after the retention and when every
 * live proxy serves what has replaced it, or, whatever the proxies do, after the patience with them. It is forgotten
 * only after the store has removed it, so a failure leaves it for the next turn.
 */
final class RetiredSecrets {
    private static final int BATCH = 500;
    private static final double MILLIS = 1000.0;

    private final JdbcClient jdbc;
    private final SecretStore secrets;
    private final NeededCredentials proxies;
    private final Duration retention;
    private final Duration patience;

    RetiredSecrets(JdbcClient jdbc, SecretStore secrets, NeededCredentials proxies, RegistrationProperties properties) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.proxies = proxies;
        this.retention = properties.retention();
        this.patience = properties.switchPatience();
    }

    /** @param overdue whether the patience with proxies is over */
    private record Candidate(Retired retired, boolean overdue) {
        SecretReference reference() {
            return retired.reference();
        }
    }

    /** Removes those whose time has come. How many. */
    int remove() {
        int removed = 0;
        List<Candidate> batch = candidatesAfter("", 0);
        while (!batch.isEmpty()) {
            removed += remove(batch);
            SecretReference last = batch.get(batch.size() - 1).reference();
            batch = candidatesAfter(last.ref(), last.version());
        }
        return removed;
    }

    private int remove(List<Candidate> batch) {
        Set<SecretReference> needed = proxies.needed(batch.stream()
                .filter(one -> !one.overdue())
                .map(Candidate::retired)
                .toList());
        List<SecretReference> free = batch.stream()
                .map(Candidate::reference)
                .filter(reference -> !needed.contains(reference))
                .toList();
        free.forEach(this::remove);
        return free.size();
    }

    private List<Candidate> candidatesAfter(String ref, int version) {
        return jdbc.sql("""
                        SELECT credential_ref, credential_version, project, name,
                               retired_at <= clock_timestamp() - make_interval(secs => :longest) AS overdue
                        FROM hm.retired_secret AS retired
                        WHERE retired_at <= clock_timestamp() - make_interval(secs => :retention)
                          AND (credential_ref, credential_version) > (:ref, :version)
                          AND NOT EXISTS (
                            SELECT FROM hm.inference_service AS service
                            WHERE service.credential_ref = retired.credential_ref
                              AND service.credential_version = retired.credential_version)
                        ORDER BY credential_ref, credential_version
                        LIMIT :batch
                        """)
                .param("longest", retention.plus(patience).toMillis() / MILLIS)
                .param("retention", retention.toMillis() / MILLIS)
                .param("ref", ref)
                .param("version", version)
                .param("batch", BATCH)
                .query((row, number) -> candidate(row))
                .list();
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                new Retired(
                        new SecretReference(row.getString("credential_ref"), row.getInt("credential_version")),
                        row.getString("project"),
                        row.getString("name")),
                row.getBoolean("overdue"));
    }

    private void remove(SecretReference reference) {
        secrets.delete(reference);
        jdbc.sql("DELETE FROM hm.retired_secret WHERE credential_ref = :ref AND credential_version = :version")
                .param("ref", reference.ref())
                .param("version", reference.version())
                .update();
    }
}
