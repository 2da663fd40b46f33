package dev.modelsync.sync.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the registry really holds under a name.
 *
 * @param config the parsed configuration; empty when the registry holds none that is a JSON object
 */
public record RegisteredModel(String name, String provider, Map<String, Object> config) {
    public RegisteredModel {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** Whether this is what we made, going by what nobody changes by accident: provider and address. */
    public boolean isAt(String expectedProvider, String url) {
        return provider.equals(expectedProvider) && url.equals(config.get(ModelSpec.URL));
    }

    boolean serves(String upstreamModel) {
        return upstreamModel.equals(config.get(ModelSpec.MODEL));
    }

    boolean isMarkedAndBelow(String address) {
        return Boolean.TRUE.equals(config.get(ModelSpec.IS_HCP_MODEL))
                && config.get(ModelSpec.URL) instanceof String url
                && url.startsWith(address);
    }
}
