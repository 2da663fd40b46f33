package dev.modelsync.events.registration;

import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes the rows of services that were deregistered long ago, each of which becomes a tombstone on
 * the topic, and the credentials that nothing refers to. Any number of instances may do it at once. A
 * credential is forgotten only after the store has removed it, so a failure leaves it for the next turn.
 */
final class Purge {
    private static final int BATCH = 500;
    private static final double MILLIS = 1000.0;

    private final JdbcClient jdbc;
    private final SecretStore secrets;
    private final Duration retention;
    private final Duration keyRetention;

    Purge(JdbcClient jdbc, SecretStore secrets, Duration retention, Duration keyRetention) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.retention = retention;
        this.keyRetention = keyRetention;
    }

    /** What one turn has removed. */
    record Purged(int services, int credentials) {}

    Purged purge() {
        deleteKeys();
        int services = 0;
        int deleted;
        do {
            deleted = deleteRows();
            services += deleted;
        } while (deleted == BATCH);
        int credentials = 0;
        List<SecretReference> batch;
        do {
            batch = retiredSecrets();
            batch.forEach(this::remove);
            credentials += batch.size();
        } while (batch.size() == BATCH);
        return new Purged(services, credentials);
    }

    private void deleteKeys() {
        jdbc.sql("DELETE FROM hm.idempotency_key WHERE created_at <= clock_timestamp() - make_interval(secs => :keep)")
                .param("keep", keyRetention.toMillis() / MILLIS)
                .update();
    }

    private int deleteRows() {
        return jdbc.sql("""
                        DELETE FROM hm.inference_service WHERE uid IN (
                            SELECT uid FROM hm.inference_service
                            WHERE state = 'DEREGISTERED'
                              AND changed_at <= clock_timestamp() - make_interval(secs => :retention)
                            LIMIT :batch FOR UPDATE SKIP LOCKED)
                        """)
                .param("retention", retention.toMillis() / MILLIS)
                .param("batch", BATCH)
                .update();
    }

    private List<SecretReference> retiredSecrets() {
        return jdbc.sql("""
                        SELECT credential_ref, credential_version FROM hm.retired_secret AS retired
                        WHERE retired_at <= clock_timestamp() - make_interval(secs => :retention)
                          AND NOT EXISTS (
                            SELECT FROM hm.inference_service AS service
                            WHERE service.credential_ref = retired.credential_ref
                              AND service.credential_version = retired.credential_version)
                        LIMIT :batch
                        """)
                .param("retention", retention.toMillis() / MILLIS)
                .param("batch", BATCH)
                .query((row, number) ->
                        new SecretReference(row.getString("credential_ref"), row.getInt("credential_version")))
                .list();
    }

    private void remove(SecretReference reference) {
        secrets.delete(reference);
        jdbc.sql("DELETE FROM hm.retired_secret WHERE credential_ref = :ref AND credential_version = :version")
                .param("ref", reference.ref())
                .param("version", reference.version())
                .update();
    }
}
