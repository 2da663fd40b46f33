package dev.modelsync.sync.plan;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A model as the registry is to hold it.
 *
 * @param url where AIDB calls the model: the full address
 */
public record ModelSpec(String name, String provider, String upstreamModel, String url, Route route) {
    static final String MODEL = "model";
    static final String URL = "url";
    static final String IS_HCP_MODEL = "is_hcp_model";

    /** The way that its requests go. */
    public enum Route {
        /** Through Hybrid Manager's proxy. To AIDB it is a Hybrid Manager model, and marked as one. */
        PROXY(Map.of(IS_HCP_MODEL, true)),
        /** To the provider itself, as if it had been registered in AIDB: without the mark. */
        DIRECT(Map.of()),
        /** The same, and the provider's certificate is not verified. */
        DIRECT_UNVERIFIED(Map.of("tls_config", Map.of("insecure_skip_verify", true)));

        private final Map<String, Object> config;

        Route(Map<String, Object> config) {
            this.config = config;
        }
    }

    /** Through the proxy. */
    public ModelSpec(String name, String provider, String upstreamModel, String url) {
        this(name, provider, upstreamModel, url, Route.PROXY);
    }

    /** The registry entry's configuration. */
    public Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(route.config);
        config.put(MODEL, upstreamModel);
        config.put(URL, url);
        return config;
    }

    /** The host that its requests go to; empty where the address names none. */
    public String host() {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    boolean isHeldBy(RegisteredModel registered) {
        return registered.provider().equals(provider) && registered.config().equals(config());
    }
}
