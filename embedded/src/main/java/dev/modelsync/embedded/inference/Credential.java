package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The secret that goes with a call.
 *
 * @param secret a key, or user and password as basic authentication encodes them; empty for none
 */
record Credential(Kind kind, String secret) {
    static final Credential NONE = new Credential(Kind.NONE, "");

    private static final Pattern UNSENDABLE = Pattern.compile("[^\\t\\x20-\\x7e\\x80-\\xff]");

    /** What the secret is. */
    enum Kind {
        /** Nothing is sent. */
        NONE,
        /** A key, which each family of providers takes in a header of its own. */
        KEY,
        /** Basic authentication, the same with every provider. */
        BASIC
    }

    /**
     * As it is stored: nothing, or one secret under its kind.
     *
     * @throws StepFailedException when the kind is another, or no header could hold the secret
     */
    static Credential of(Map<String, String> stored) {
        if (stored.isEmpty()) {
            return NONE;
        }
        Map.Entry<String, String> entry = stored.entrySet().iterator().next();
        String secret = sendable(entry.getValue());
        return switch (entry.getKey()) {
            // ASSUMPTION: section 2.1. "token", which an official sample has, is a key by another name.
            case "api_key", "token" -> new Credential(Kind.KEY, secret);
            case "basic_auth" -> new Credential(Kind.BASIC, encoded(secret));
            default ->
                throw new StepFailedException(
                        Reason.UNUSABLE_CREDENTIAL,
                        "credentials must be {\"api_key\": \"...\"} or {\"basic_auth\": \"...\"}");
        };
    }

    /** ASSUMPTION: section 2.1. What has a colon is a user and a password, what has none is encoded already. */
    private static String encoded(String secret) {
        return secret.contains(":")
                ? Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                : secret;
    }

    private static String sendable(String secret) {
        if (UNSENDABLE.matcher(secret).find()) {
            throw new StepFailedException(
                    Reason.UNUSABLE_CREDENTIAL,
                    "credentials hold a character that an HTTP header may not have, for example a line break");
        }
        return secret;
    }

    /** The text without the secret: providers like to repeat what they refuse. */
    String hiddenIn(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "***");
    }

    @Override
    public String toString() {
        return "Credential[%s]".formatted(kind);
    }
}
