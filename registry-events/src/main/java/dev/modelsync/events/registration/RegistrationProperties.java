package dev.modelsync.events.registration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allowPrivateEndpoints whether services may have loopback, private and link-local addresses
 * @param retention how long deregistered rows and credentials out of use are kept
 * @param switchPatience how much longer than the retention a replaced credential is kept for a proxy that has not taken
 *     over the new one
 * @param purgeInterval how often those are looked for whose time has come
 * @param idempotencyRetention how long the answer to a registration with an Idempotency-Key is kept
 */
@ConfigurationProperties("modelsync.registration")
public record RegistrationProperties(
        @DefaultValue("false") boolean allowPrivateEndpoints,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("7d") Duration switchPatience,
        @DefaultValue("1h") Duration purgeInterval,
        @DefaultValue("24h") Duration idempotencyRetention) {

    public RegistrationProperties {
        if (retention.isNegative()) {
            throw new IllegalArgumentException(
                    "modelsync.registration.retention is " + retention + "; allowed: 0 and more");
        }
        if (switchPatience.isNegative()) {
            throw new IllegalArgumentException(
                    "modelsync.registration.switch-patience is " + switchPatience + "; allowed: 0 and more");
        }
        if (idempotencyRetention.isNegative()) {
            throw new IllegalArgumentException("modelsync.registration.idempotency-retention is " + idempotencyRetention
                    + "; allowed: 0 and more");
        }
        if (purgeInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "modelsync.registration.purge-interval is " + purgeInterval + "; allowed: 1 ms and more");
        }
    }
}
