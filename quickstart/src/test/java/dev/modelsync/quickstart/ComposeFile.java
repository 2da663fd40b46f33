package dev.modelsync.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docker-compose.yml} says, as far as it can be understood without a Docker engine. */
final class ComposeFile {
    static final Path ROOT = Path.of("..");

    private final Map<String, Map<String, Object>> services;

    private ComposeFile(Map<String, Map<String, Object>> services) {
        this.services = services;
    }

    @SuppressWarnings("unchecked")
    static ComposeFile read() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Stream<String> lines = Files.lines(ROOT.resolve("docker-compose.yml"))) {
            Map<String, Object> file = new Yaml(new SafeConstructor(strict)).load(String.join("\n", lines.toList()));
            return new ComposeFile((Map<String, Map<String, Object>>) file.get("services"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Map<String, Object>> services() {
        return services;
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        asMap(services.get(service).get("environment"))
                .forEach((name, value) -> environment.put(name, value.toString()));
        return environment;
    }

    Stream<String> dependencies(String service) {
        return asMap(services.get(service).getOrDefault("depends_on", Map.of())).keySet().stream();
    }

    Stream<Path> dockerfiles() {
        return services.values().stream()
                .filter(service -> service.containsKey("build"))
                .map(service -> asMap(service.get("build")).get("dockerfile").toString())
                .map(ROOT::resolve);
    }

    /** Named volumes that the services mount. */
    Stream<String> volumes() {
        return services.values().stream()
                .flatMap(service -> asList(service.getOrDefault("volumes", List.of())).stream())
                .map(mount -> mount.toString().split(":")[0]);
    }

    /** What a Dockerfile copies out of the project. */
    static Stream<Path> copied(Path dockerfile) {
        try {
            return Files.readAllLines(dockerfile).stream()
                    .filter(line -> line.startsWith("COPY "))
                    .map(line -> ROOT.resolve(line.split(" +")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }
}
