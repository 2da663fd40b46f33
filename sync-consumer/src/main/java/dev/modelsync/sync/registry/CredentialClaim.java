package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ServiceKey;

/**
 * Which credential the models of a service are to work with.
 *
 * @param fingerprint empty for none
 */
public record CredentialClaim(ServiceKey service, String fingerprint) {

    boolean isForNone() {
        return fingerprint.isEmpty();
    }
}
