package dev.modelsync.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Hybrid Manager is, and who asks.
 *
 * @param url {@code http(s)://host:port}, perhaps with a path below which the API is
 * @param token null for none; shown over TLS and on loopback only
 * @param certificates a file of certificates in PEM that are trusted in the place of the platform's; null for those
 * @param actor whom the activity log names
 */
public record Server(
        URI url, @Nullable String token, @Nullable Path certificates, String actor) {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern ACTOR = Pattern.compile("[\\x20-\\x7e]+");

    /** @throws IllegalArgumentException naming what was found and what is allowed */
    public Server {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("The address '" + shown(url)
                    + "' is none of a server; allowed: http://HOST:PORT or https://HOST:PORT");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("The address of Hybrid Manager has a user, a query or a fragment;"
                    + " allowed: http://HOST:PORT or https://HOST:PORT, and a token by --token-file");
        }
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "The token has blanks, line breaks or characters beyond ASCII; allowed: one line of visible ASCII characters");
        }
        if (!ACTOR.matcher(actor).matches()) {
            throw new IllegalArgumentException(
                    "The actor has characters beyond ASCII; allowed: visible ASCII characters,"
                            + " by --actor or MODELSYNC_ACTOR");
        }
        if (token != null && scheme.equals("http") && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    "A token would go to " + url + " in the clear; allowed: https, or an address on loopback");
        }
    }

    URI resolve(String path) {
        String base = url.toString();
        return URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Somebody may have put a password in it. */
    private static String shown(URI url) {
        return url.toString().replaceAll("//[^/@]*@", "//***@");
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
