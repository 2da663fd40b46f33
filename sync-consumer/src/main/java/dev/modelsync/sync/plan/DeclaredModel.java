package dev.modelsync.sync.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A model as Hybrid Manager declares it, before it is known at which address a cluster calls it.
 *
 * @param name name in the registry
 * @param provider AIDB provider to create it with
 * @param upstreamModel the provider's own name of it
 * @param requestPath path below the address of the service, with its leading slash
 */
public record DeclaredModel(String name, String provider, String upstreamModel, String requestPath) {
    private static final int LONGEST_NAME_BYTES = 63;

    public DeclaredModel {
        Storable.check("Model name", name);
        Storable.check("Provider", provider);
        Storable.check("Upstream model", upstreamModel);
        Storable.check("Request path", requestPath);
        int bytes = name.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_NAME_BYTES) {
            throw new IllegalArgumentException("Model '" + name + "': the name has " + bytes + " bytes, 1 to "
                    + LONGEST_NAME_BYTES + " are allowed");
        }
        if (provider.isEmpty() || upstreamModel.isEmpty()) {
            throw new IllegalArgumentException("Model '" + name + "': provider and upstream model must not be empty");
        }
        if (!requestPath.startsWith("/")) {
            throw new IllegalArgumentException(
                    "Model '" + name + "': request path '" + requestPath + "' must start with '/'");
        }
    }

    /** As the registry is to hold it, of a service at this address. */
    ModelSpec at(String address, ModelSpec.Route route) {
        return new ModelSpec(name, provider, upstreamModel, address + requestPath, route);
    }
}
