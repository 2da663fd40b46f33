package dev.modelsync.events.database;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where Hybrid Manager's database is. The user must own schema {@code hm} and have the attribute
 * REPLICATION.
 *
 * @param url {@code jdbc:postgresql://host:port/database?parameters} of one server; parameters are the driver's
 */
@ConfigurationProperties("modelsync.database")
public record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("postgres") String username,
        @DefaultValue("") String password) {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?@,]+/[^/?@]+(\\?[^@]*)?");
    private static final int JDBC = "jdbc:".length();
    private static final int DEFAULT_PORT = 5432;

    /** The URL is never quoted: someone may have put a password in it. */
    public DatabaseProperties {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "modelsync.database.url is " + (url.isEmpty() ? "missing" : "of another form")
                            + "; allowed: jdbc:postgresql://host:port/database, with parameters after a question mark");
        }
    }

    public String host() {
        return uri().getHost();
    }

    public int port() {
        int port = uri().getPort();
        return port < 0 ? DEFAULT_PORT : port;
    }

    /** The database. */
    public String name() {
        return uri().getPath().substring(1);
    }

    /** The driver's parameters in the URL. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        String query = uri().getRawQuery();
        for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    private URI uri() {
        return URI.create(url.substring(JDBC));
    }

    @Override
    public String toString() {
        return "DatabaseProperties[username=" + username + "]";
    }
}
