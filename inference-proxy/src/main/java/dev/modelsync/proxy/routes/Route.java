package dev.modelsync.proxy.routes;

import dev.modelsync.provider.address.Endpoint;
import dev.modelsync.provider.auth.ProviderAuth;

/**
 * How a service is reached at one revision. A request that has a route keeps it to its end, so that it meets
 * one address and one version of the credential.
 *
 * @param credentialVersion 0 for a service without a credential
 */
public record Route(
        ServiceId service,
        long revision,
        Endpoint endpoint,
        boolean allowInsecure,
        int credentialVersion,
        ProviderAuth auth) {}
