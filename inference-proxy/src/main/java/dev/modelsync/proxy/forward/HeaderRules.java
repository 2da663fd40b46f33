package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.access.ShownToken;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import static java.util.stream.Collectors.toUnmodifiableSet;

/**
 * Which headers go on. What one connection is agreed on stays on it; what shows who somebody is, or where, goes on
 * in neither direction.
 */
final class HeaderRules {
    private static final Pattern COMMA = Pattern.compile(",");

    /** RFC 9110, section 7.6.1, and those that are obsolete and still met. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Framing and expectations are made anew; bodies are asked for as they are, so that they can be looked through. */
    private static final Set<String> MADE_ANEW = Set.of("host", "content-length", "expect", "accept-encoding");

    private static final Set<String> INTERNAL = Set.of(
            "cookie",
            "cookie2",
            "forwarded",
            "via",
            "true-client-ip",
            "cf-connecting-ip",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-rewrite-url",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256",
            "traceparent",
            "tracestate",
            "baggage");
    private static final List<String> INTERNAL_PREFIXES =
            List.of("proxy-", "sec-websocket-", "x-b3-", "x-envoy-", "x-forwarded-", "x-modelsync-", "x-original-");

    /** An answer must not speak for another host, nor send the caller to one. */
    private static final Set<String> OF_THE_PROVIDER = Set.of(
            "set-cookie",
            "set-cookie2",
            "alt-svc",
            "clear-site-data",
            "content-location",
            "location",
            "refresh",
            "strict-transport-security",
            "via");

    private static final List<String> OF_THE_PROVIDER_PREFIXES =
            List.of("proxy-", "access-control-", "x-modelsync-", "x-envoy-");

    private static final Set<String> STAYS_BEFORE = union(List.of(HOP_BY_HOP, MADE_ANEW, INTERNAL, ShownToken.HEADERS));
    private static final Set<String> STAYS_BEHIND = union(List.of(HOP_BY_HOP, OF_THE_PROVIDER));

    private final Set<String> stays;
    private final List<String> prefixes;
    private final Set<String> named;

    private HeaderRules(Set<String> stays, List<String> prefixes, List<String> connection) {
        this.stays = stays;
        this.prefixes = prefixes;
        this.named = named(connection);
    }

    /** @param connection values of the header Connection, which name more that stays */
    static HeaderRules ofRequest(List<String> connection) {
        return new HeaderRules(STAYS_BEFORE, INTERNAL_PREFIXES, connection);
    }

    /** As {@link #ofRequest}, for an answer. */
    static HeaderRules ofAnswer(List<String> connection) {
        return new HeaderRules(STAYS_BEHIND, OF_THE_PROVIDER_PREFIXES, connection);
    }

    boolean goesOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !stays.contains(name) && !named.contains(name) && !hasPrefix(name);
    }

    private boolean hasPrefix(String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> named(List<String> connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : connection) {
            COMMA.splitAsStream(value.toLowerCase(Locale.ROOT))
                    .map(String::strip)
                    .forEach(named::add);
        }
        return named;
    }

    private static Set<String> union(List<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(toUnmodifiableSet());
    }
}
