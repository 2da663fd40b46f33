package dev.modelsync.sync.plan;

/**
 * Where the provider of a service is called, and which credential belongs there.
 *
 * @param url without the version path
 * @param allowInsecure whether its certificate need not be verified
 * @param credentialVersion grows with each rotation; 0 when the service has no credential
 */
public record Endpoint(String url, boolean allowInsecure, int credentialVersion) {
    private static final int NONE = 0;

    public Endpoint {
        Storable.check("Endpoint", url);
        if (credentialVersion < NONE) {
            throw new IllegalArgumentException(
                    "Endpoint: credential version " + credentialVersion + ", must not be negative");
        }
    }

    public boolean needsCredential() {
        return credentialVersion > NONE;
    }

    /** What the request path of a model is appended to. */
    String address() {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    ModelSpec.Route route() {
        return allowInsecure ? ModelSpec.Route.DIRECT_UNVERIFIED : ModelSpec.Route.DIRECT;
    }
}
