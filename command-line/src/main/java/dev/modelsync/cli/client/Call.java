package dev.modelsync.cli.client;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One request of the API.
 *
 * @param path with its query, from the root of the server
 * @param body null for none
 * @param patience for the answer to begin
 */
public record Call(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable JsonNode body,
        Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Call {
        headers = Map.copyOf(headers);
    }

    /** Of the API below {@code /api/v1}; each segment is escaped. */
    public static Call get(String... segments) {
        return of("GET", segments);
    }

    public static Call post(String... segments) {
        return of("POST", segments);
    }

    public static Call patch(String... segments) {
        return of("PATCH", segments);
    }

    public static Call delete(String... segments) {
        return of("DELETE", segments);
    }

    /** What an answer points to. */
    public static Call follow(String location) {
        return new Call("GET", location, Map.of(), null, PATIENCE);
    }

    private static Call of(String method, String... segments) {
        String path = Stream.of(segments).map(Call::escaped).collect(Collectors.joining("/", "/api/v1/", ""));
        return new Call(method, path, Map.of(), null, PATIENCE);
    }

    /** As it is where the value is null. */
    public Call query(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String separator = path.indexOf('?') < 0 ? "?" : "&";
        return new Call(method, path + separator + name + '=' + escaped(value.toString()), headers, body, patience);
    }

    /** The parameter once for each value. */
    public Call queries(String name, List<String> values) {
        Call call = this;
        for (String value : values) {
            call = call.query(name, value);
        }
        return call;
    }

    /** As it is where the value is null. */
    public Call header(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Call(method, path, more, body, patience);
    }

    public Call json(JsonNode content) {
        return content(content, "application/json");
    }

    public Call mergePatch(JsonNode content) {
        return content(content, "application/merge-patch+json");
    }

    private Call content(JsonNode content, String type) {
        return new Call(method, path, headers, content, patience).header("Content-Type", type);
    }

    /** Waits that much longer for the answer. */
    public Call waiting(Duration longer) {
        return new Call(method, path, headers, body, patience.plus(longer));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Method and path, for messages; of the query it says nothing. */
    String shown() {
        List<String> parts = new ArrayList<>(List.of(path.split("\\?", 2)));
        return method + ' ' + parts.get(0);
    }
}
