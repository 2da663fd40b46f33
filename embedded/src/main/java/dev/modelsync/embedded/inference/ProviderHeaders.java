package dev.modelsync.embedded.inference;

import java.util.Map;

/** Where a family of providers takes its credential, and what else it wants to be told in a header. */
enum ProviderHeaders {
    BEARER(Map.of()) {
        @Override
        Map<String, String> ofKey(String key) {
            return Map.of(AUTHORIZATION, "Bearer " + key);
        }
    },
    ANTHROPIC(Map.of("anthropic-version", "2023-06-01")) {
        @Override
        Map<String, String> ofKey(String key) {
            return Map.of("x-api-key", key);
        }
    },
    GEMINI(Map.of()) {
        @Override
        Map<String, String> ofKey(String key) {
            return Map.of("x-goog-api-key", key);
        }
    };

    private static final String AUTHORIZATION = "Authorization";

    private final Map<String, String> always;

    ProviderHeaders(Map<String, String> always) {
        this.always = always;
    }

    abstract Map<String, String> ofKey(String key);

    /** What goes with every call, whatever the credential. */
    Map<String, String> always() {
        return always;
    }

    Map<String, String> of(Credential credential) {
        return switch (credential.kind()) {
            case NONE -> Map.of();
            case KEY -> ofKey(credential.secret());
            case BASIC -> Map.of(AUTHORIZATION, "Basic " + credential.secret());
        };
    }
}
