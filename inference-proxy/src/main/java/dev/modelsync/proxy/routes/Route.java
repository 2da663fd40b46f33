package dev.modelsync.proxy.routes;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.auth.ProviderAuth;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * How a service is reached at one revision. A request that has a route keeps it to its end, so that it meets
 * one address and one version of the credential.
 *
 * @param uid the incarnation
 * @param held null for a service without a credential
 */
public record Route(
        ServiceId service,
        String uid,
        long revision,
        Endpoint endpoint,
        boolean allowInsecure,
        @Nullable Held held,
        ProviderAuth auth,
        ModelPaths paths) {
    /** A version of a credential, as it was loaded. */
    record Held(SecretReference reference, Secret secret) {}

    /** 0 for a service without a credential. */
    public int credentialVersion() {
        return held == null ? 0 : held.reference().version();
    }
}
