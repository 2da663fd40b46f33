package dev.modelsync.sync.plan;

import java.util.Map;

/**
 * A model as the registry is to hold it.
 *
 * @param url where AIDB calls the model: the proxy's full address for it
 */
public record ModelSpec(String name, String provider, String upstreamModel, String url) {
    static final String URL = "url";
    static final String IS_HCP_MODEL = "is_hcp_model";

    /** The registry entry's configuration. The mark makes it a Hybrid Manager model in AIDB's eyes. */
    public Map<String, Object> config() {
        return Map.of("model", upstreamModel, URL, url, IS_HCP_MODEL, true);
    }

    boolean isHeldBy(RegisteredModel registered) {
        return registered.provider().equals(provider) && registered.config().equals(config());
    }
}
