package dev.modelsync.proxy.access;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The token that a request shows. A model's AIDB provider decides where AIDB puts what the user mapping holds:
 * {@code Authorization} as a bearer token or the password of basic authentication, {@code x-api-key},
 * {@code x-goog-api-key} or {@code api-key}. A request may show it in several of them; two that differ are as
 * good as none, since nobody could say which of them was meant.
 */
public final class ShownToken {
    /** The headers that are looked at, and that never go on. */
    public static final Set<String> HEADERS = Set.of("authorization", "x-api-key", "x-goog-api-key", "api-key");

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private ShownToken() {}

    /** @param values of a header, by its name in lower case */
    public static Optional<String> in(Function<String, List<String>> values) {
        Set<String> shown = new LinkedHashSet<>();
        for (String header : HEADERS) {
            for (String value : values.apply(header)) {
                shown.add(header.equals("authorization") ? authorization(value.strip()) : value.strip());
            }
        }
        return shown.size() == 1
                ? Optional.of(shown.iterator().next()).filter(token -> !token.isEmpty())
                : Optional.empty();
    }

    private static String authorization(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BEARER)) {
            return value.substring(BEARER.length()).strip();
        }
        return lower.startsWith(BASIC)
                ? password(value.substring(BASIC.length()).strip())
                : "";
    }

    private static String password(String encoded) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(encoded), UTF_8);
            int colon = userAndPassword.indexOf(':');
            return colon < 0 ? "" : userAndPassword.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            // Not base64, so it shows nothing.
            return "";
        }
    }
}
