package dev.modelsync.embedded;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static java.util.stream.Collectors.toMap;

/**
 * A request as it reached the fake provider, credentials included; for tests to look into.
 *
 * @param path decoded, without the query
 * @param query raw, empty if there was none
 * @param headers found by their names in any case
 * @param body as UTF-8 text
 */
public record RecordedRequest(
        String method, String path, String query, Map<String, List<String>> headers, String body) {
    public RecordedRequest {
        Map<String, List<String>> copy = headers.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        header -> List.copyOf(header.getValue()),
                        (first, second) -> second,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The first value of the header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Without headers and body, which hold what must not get into a log. */
    @Override
    public String toString() {
        return "RecordedRequest[%s %s]".formatted(method, path);
    }
}
