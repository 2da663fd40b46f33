package dev.modelsync.provider.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The normalised address of a provider: scheme and host in lower case, default port dropped, no
 * trailing slash. The version path is not part of it.
 *
 * @param port the effective port
 * @param path empty, or starting with a slash and not ending with one
 */
public record Endpoint(String scheme, HostAddress host, int port, String path) {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::([0-9]{0,5}))?");
    private static final Pattern VERSION_PATH = Pattern.compile("(?:^|.*/)v1");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(?:\\.|%2e){1,2}");
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;

    /** An address that is not acceptable; the message says what was found and what is allowed. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Reads and normalises an address. */
    public static Endpoint parse(String text) throws RefusedException {
        URI uri = uri(text);
        String scheme = scheme(uri);
        Matcher authority = authority(uri);
        HostAddress host = HostAddress.parse(authority.group(1));
        return new Endpoint(scheme, host, port(authority.group(2), scheme), path(uri));
    }

    /** Scheme, host and port: what a credential is bound to. */
    public String origin() {
        return scheme + "://" + host.text() + ':' + port;
    }

    @Override
    public String toString() {
        boolean isDefault = Integer.valueOf(port).equals(DEFAULT_PORTS.get(scheme));
        return scheme + "://" + host.text() + (isDefault ? "" : ":" + port) + path;
    }

    private static URI uri(String text) throws RefusedException {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedException("has " + text.length() + " characters; allowed: " + MAX_LENGTH);
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException("is not a URL; allowed: an absolute http or https URL in ASCII characters");
        }
    }

    private static String scheme(URI uri) throws RefusedException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!DEFAULT_PORTS.containsKey(scheme) || uri.isOpaque()) {
            throw new RefusedException("has the scheme '" + scheme + "'; allowed: an absolute URL with http or https");
        }
        return scheme;
    }

    private static Matcher authority(URI uri) throws RefusedException {
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw new RefusedException("holds a user or password; give them as credentials");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new RefusedException("has a query or fragment; allowed: scheme, host, port and path");
        }
        Matcher matcher = AUTHORITY.matcher(authority == null ? "" : authority);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            throw new RefusedException("has no readable host; allowed: a host name or address, with or without a port");
        }
        return matcher;
    }

    private static int port(String digits, String scheme) throws RefusedException {
        if (digits == null || digits.isEmpty()) {
            return DEFAULT_PORTS.getOrDefault(scheme, 0);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new RefusedException("has the port " + port + "; allowed: 1 to " + MAX_PORT);
        }
        return port;
    }

    private static String path(URI uri) throws RefusedException {
        String path = uri.getRawPath();
        if (!path.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new RefusedException("has a path with characters beyond ASCII; percent-encode them");
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        path = path.substring(0, end);
        for (String segment : path.split("/", -1)) {
            if (DOT_SEGMENT.matcher(segment).matches()) {
                throw new RefusedException("has '" + segment + "' in its path; allowed: a path without dot segments");
            }
        }
        if (VERSION_PATH.matcher(path).matches()) {
            throw new RefusedException("ends with /v1; leave it out, the paths of the API are appended");
        }
        return path;
    }
}
