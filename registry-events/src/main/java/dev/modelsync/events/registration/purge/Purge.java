package dev.modelsync.events.registration.purge;

import dev.modelsync.events.registration.RegistrationProperties;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes the rows of services that were deregistered long ago, each of which becomes a tombstone on
 * the topic, and the credentials that nobody needs.
 */
final class Purge implements PurgeTask {
    private static final int BATCH = 500;
    private static final double MILLIS = 1000.0;

    private final JdbcClient jdbc;
    private final RetiredSecrets secrets;
    private final Duration retention;
    private final Duration keyRetention;

    Purge(JdbcClient jdbc, RetiredSecrets secrets, RegistrationProperties properties) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.retention = properties.retention();
        this.keyRetention = properties.idempotencyRetention();
    }

    @Override
    public String purge() {
        deleteKeys();
        int services = 0;
        int deleted;
        do {
            deleted = deleteRows();
            services += deleted;
        } while (deleted == BATCH);
        int credentials = secrets.remove();
        return services + credentials == 0
                ? ""
                : services + " deregistered services and " + credentials + " credentials out of use";
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
}
