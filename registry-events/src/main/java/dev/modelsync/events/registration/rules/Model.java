package dev.modelsync.events.registration.rules;

/**
 * A model of a service, as a registry has to hold it.
 *
 * @param registryName its name in the registries, unique in the project
 * @param upstreamModel the provider's own name, case-sensitive
 * @param function a {@link ModelFunction}; text, because a row may be of another version
 * @param aidbProvider the AIDB provider to create it with
 * @param requestPath the path that AIDB has to call below the service's address on the proxy
 */
public record Model(
        String registryName, String upstreamModel, String function, String aidbProvider, String requestPath) {}
