package dev.modelsync.events.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, written by hand in parts, a part for each feature. */
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
        return new Contract(document);
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
