package dev.modelsync.events.openapi;

import dev.modelsync.events.access.AccessRules;
import dev.modelsync.events.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, written by hand in parts, a part for each feature; what {@link AccessRules} say is put in. */
public final class Contract {
    private static final List<String> PARTS = List.of(
            "api.yaml",
            "registration.yaml",
            "clusters.yaml",
            "commands.yaml",
            "replays.yaml",
            "activity.yaml",
            "operation.yaml");

    private final Map<String, Object> document;

    private Contract(Map<String, Object> document) {
        this.document = document;
    }

    /** @throws IllegalStateException when two parts say different things in one place */
    public static Contract load() {
        Map<String, Object> document = new LinkedHashMap<>();
        PARTS.forEach(part -> merge("", document, read(part)));
        operations(document).forEach(Contract::addAccess);
        return new Contract(document);
    }

    private record Operation(String method, String path, Map<String, Object> description) {}

    @SuppressWarnings("unchecked")
    private static List<Operation> operations(Map<String, Object> document) {
        List<Operation> operations = new ArrayList<>();
        Map<String, Map<String, Object>> paths =
                (Map<String, Map<String, Object>>) document.getOrDefault("paths", Map.of());
        paths.forEach((path, members) -> members.forEach((name, member) -> {
            // Beside its operations a path has a list, of parameters.
            if (member instanceof Map<?, ?> operation) {
                operations.add(new Operation(name.toUpperCase(Locale.ROOT), path, (Map<String, Object>) operation));
            }
        }));
        return operations;
    }

    /** What holds for each operation, and is said nowhere by hand: which roles it asks for, and how it refuses others. */
    private static void addAccess(Operation operation) {
        Set<Role> roles = AccessRules.ofApi(operation.method(), PathContainer.parsePath(operation.path()));
        List<Map<String, List<String>>> security = Stream.of(Role.values())
                .filter(roles::contains)
                .map(role -> Map.of("token", List.of(role.text())))
                .toList();
        Map<String, Object> refusals = new TreeMap<>(Map.of(
                "401", Map.of("$ref", "#/components/responses/Unauthenticated"),
                "403", Map.of("$ref", "#/components/responses/Forbidden")));
        merge(
                operation.method() + ' ' + operation.path(),
                operation.description(),
                Map.of("security", security, "responses", refusals));
    }

    /** The document, of which the caller may do what it likes. */
    public ObjectNode json() {
        return JsonMapper.shared().valueToTree(document);
    }

    String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(document);
    }

    private static Map<?, ?> read(String part) {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(part), part)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void merge(String pointer, Map<String, Object> target, Map<?, ?> part) {
        part.forEach((key, value) -> {
            Object before = target.putIfAbsent(String.valueOf(key), value);
            if (before instanceof Map && value instanceof Map<?, ?> further) {
                merge(pointer + '/' + key, (Map<String, Object>) before, further);
            } else if (before != null) {
                throw new IllegalStateException(
                        "The parts of the contract say twice what is at " + pointer + '/' + key);
            }
        });
    }
}
