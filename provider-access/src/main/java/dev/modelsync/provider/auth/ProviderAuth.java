package dev.modelsync.provider.auth;

import dev.modelsync.provider.secret.Secret;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the credential of one provider goes onto its requests. Made once for a credential, used for every
 * request; never shows a value in a text.
 */
public sealed interface ProviderAuth {
    /** The version of Anthropic's API that is asked for where the caller names none. */
    String ANTHROPIC_VERSION = "2023-06-01";

    /**
     * The credential is the value of a header, or there is none.
     *
     * @param values set in the place of whatever the caller sends
     * @param defaults set where the caller sends none
     * @param key the credential itself, which is among the values; null without one
     */
    record Headers(
            Map<String, String> values,
            Map<String, String> defaults,
            @Nullable String key) implements ProviderAuth {
        public Headers {
            values = Map.copyOf(values);
            defaults = Map.copyOf(defaults);
        }

        @Override
        public String toString() {
            return "Headers" + values.keySet();
        }
    }

    /** Every request is signed with AWS Signature Version 4. */
    record AwsKeys(String accessKeyId, String secretAccessKey) implements ProviderAuth {
        @Override
        public String toString() {
            return "AwsKeys";
        }
    }

    /**
     * By the names of the provider catalogue: Bedrock takes an API key as a bearer token whatever the
     * protocol, or signatures; every other provider takes its key as its protocol says.
     *
     * @param secret null when the service has no credential
     * @return empty for a protocol that is not known, or a credential without the fields that it takes
     */
    static Optional<ProviderAuth> of(String provider, String protocol, @Nullable Secret secret) {
        Map<String, String> fields = secret == null ? Map.of() : secret.reveal();
        if (provider.equals("AWS_BEDROCK") && fields.containsKey("accessKeyId")) {
            String secretKey = fields.get("secretAccessKey");
            return secretKey == null
                    ? Optional.empty()
                    : Optional.of(new AwsKeys(fields.getOrDefault("accessKeyId", ""), secretKey));
        }
        String key = fields.get("apiKey");
        if (key == null && secret != null) {
            return Optional.empty();
        }
        return provider.equals("AWS_BEDROCK") ? Optional.of(bearer(key)) : byProtocol(protocol, key);
    }

    private static Optional<ProviderAuth> byProtocol(String protocol, @Nullable String key) {
        return switch (protocol) {
            case "OPENAI_V1" -> Optional.of(bearer(key));
            case "ANTHROPIC_V1" ->
                Optional.of(header("x-api-key", key, Map.of("anthropic-version", ANTHROPIC_VERSION)));
            case "GEMINI_V1_BETA" -> Optional.of(header("x-goog-api-key", key, Map.of()));
            default -> Optional.empty();
        };
    }

    private static Headers bearer(@Nullable String key) {
        return key == null
                ? header("", null, Map.of())
                : new Headers(Map.of("authorization", "Bearer " + key), Map.of(), key);
    }

    private static Headers header(String name, @Nullable String key, Map<String, String> defaults) {
        return new Headers(key == null ? Map.of() : Map.of(name, key), defaults, key);
    }
}
