package dev.modelsync.proxy.forward;

import dev.modelsync.proxy.routes.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.stream.Collectors.joining;

/**
 * Which service a request is for, and what it asks of it. The request chooses nothing else: no host, no scheme, and
 * no path outside of the provider's API.
 *
 * @param path below the endpoint of the service; empty, or starting with a slash
 * @param query as it came, without a parameter {@code key}, however escaped, which is Google's place for a credential;
 *     empty for none
 */
record RequestTarget(ServiceId service, String path, String query) {
    private static final Pattern ROUTE = Pattern.compile("/projects/([^/]+)/services/([^/]+)(/.*)?");
    /** RFC 3986, section 3.3. */
    private static final String OF_PATHS = "-._~!$&'()*+,;=:@/";

    private static final String OF_QUERIES = OF_PATHS + "?[]";
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");
    private static final Pattern PARAMETER = Pattern.compile("&");
    private static final String KEY = "key";
    private static final int MOST_ESCAPES = 4;

    /** What a request line holds. */
    sealed interface Parsed {
        record Routed(RequestTarget target) implements Parsed {}

        /** Well-formed, but not of a service. */
        record NoService() implements Parsed {}

        /** Nothing that would be passed on. */
        record Malformed() implements Parsed {}
    }

    static Parsed parse(String uri) {
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String query = question < 0 ? "" : uri.substring(question + 1);
        if (!path.startsWith("/") || !isMadeOf(OF_PATHS, path) || !isMadeOf(OF_QUERIES, query) || isUnsafe(path)) {
            return new Parsed.Malformed();
        }
        Matcher route = ROUTE.matcher(path);
        if (!route.matches()) {
            return new Parsed.NoService();
        }
        String rest = Optional.ofNullable(route.group(3)).orElse("");
        return new Parsed.Routed(
                new RequestTarget(new ServiceId(route.group(1), route.group(2)), rest, withoutKey(query)));
    }

    /** Of letters, digits, some other characters, and escapes. A regular expression would recurse for each of them. */
    private static boolean isMadeOf(String others, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (!isHexadecimal(text, i + 1) || !isHexadecimal(text, i + 2)) {
                    return false;
                }
            } else if (!isLetterOrDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexadecimal(String text, int at) {
        return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** As it is sent to the provider: with this path, and the query. */
    String at(String whole) {
        return query.isEmpty() ? whole : whole + "?" + query;
    }

    /**
     * Empty segments, and dot segments however often they are escaped: whoever unescapes them once more than we do
     * must not come out of the provider's API.
     */
    private static boolean isUnsafe(String path) {
        if (path.contains("//")) {
            return true;
        }
        String plain = path;
        for (int i = 0; i < MOST_ESCAPES; i++) {
            if (hasDotSegment(plain) || hasControl(plain)) {
                return true;
            }
            String next = unescaped(plain);
            if (next.equals(plain)) {
                return false;
            }
            plain = next;
        }
        return true;
    }

    private static boolean hasDotSegment(String path) {
        return path.indexOf('.') >= 0
                && SEPARATORS.splitAsStream(path).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static boolean hasControl(String path) {
        return path.chars().anyMatch(c -> c < ' ' || c == 0x7F);
    }

    private static String unescaped(String path) {
        return path.indexOf('%') < 0
                ? path
                : ESCAPE.matcher(path)
                        .replaceAll(escape -> Matcher.quoteReplacement(new String(
                                new byte[] {(byte) Integer.parseInt(escape.group(1), 16)},
                                StandardCharsets.ISO_8859_1)));
    }

    private static String withoutKey(String query) {
        if (!unescaped(query).contains(KEY)) {
            return query;
        }
        return PARAMETER
                .splitAsStream(query)
                .filter(parameter -> !name(parameter).equals(KEY))
                .collect(joining("&"));
    }

    private static String name(String parameter) {
        int end = parameter.indexOf('=');
        return unescaped(end < 0 ? parameter : parameter.substring(0, end));
    }
}
