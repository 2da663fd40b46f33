package dev.modelsync.contract.seal;

import java.util.Map;
import java.util.Optional;

/**
 * Which credentials AIDB can use without the proxy: it shows one API key, and signs no requests, so that AWS access keys
 * are of no use to it. The one place of this rule, for those who foretell, seal and register.
 */
public final class NativeCredential {
    private static final String API_KEY = "apiKey";

    private NativeCredential() {}

    /**
     * The API key that AIDB is to show.
     *
     * @param fields of a credential, as it is registered
     * @return empty where only the proxy can use it
     */
    public static Optional<String> apiKeyIn(Map<String, String> fields) {
        return fields.size() == 1
                ? Optional.ofNullable(fields.get(API_KEY)).filter(key -> !key.isEmpty())
                : Optional.empty();
    }
}
