package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import tools.jackson.databind.JsonNode;

/**
 * A model as the registry holds it.
 *
 * @param config what {@code create_model} was given; an object
 * @param credential the name of the credential that it was created with; empty when the provider's is used
 */
record CallableModel(String name, String provider, JsonNode config, String credential) {
    /**
     * The address to call, as it stands in the config.
     *
     * <p>ASSUMPTION: section 4. A model without one would be called at its provider's public address in a real AIDB;
     * here nothing leaves for an address that nobody gave.
     */
    String url() {
        return required("url");
    }

    /** The provider's own name of the model. */
    String modelId() {
        return required("model");
    }

    /**
     * Whom to trust at that address.
     *
     * @throws StepFailedException when {@code tls_config} cannot be followed
     */
    Trust trust() {
        return Trust.of(name, config.path("tls_config"));
    }

    private String required(String key) {
        String value = config.path(key).asString("");
        if (value.isEmpty()) {
            throw new StepFailedException(
                    Reason.UNUSABLE_CONFIG, "Model \"%s\" has no \"%s\" in its config".formatted(name, key));
        }
        return value;
    }
}
