package dev.modelsync.provider.secret;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The roles in the reference allow what the store does, and nothing else. */
class KubernetesRolesTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference.md");
    private static final Pattern ROLE = Pattern.compile("(?m)^kind: Role\\R(?:(?!---|```).*\\R)+");
    private static final SecretReference ANY = new SecretReference("ref", 1);
    private static final Secret SECRET = new Secret(Map.of("apiKey", "sk"));

    @Test
    void shouldAllowARegistryToWriteAndDelete() throws Exception {
        Set<String> verbs = verbs(store -> {
            store.put(ANY, SECRET);
            store.put(ANY, SECRET);
            store.get(ANY);
            store.delete(ANY);
            store.delete(ANY);
        });

        assertThat(rules("modelsync-registry-events")).isEqualTo(onSecrets(verbs));
    }

    @Test
    void shouldAllowAProxyToRead() throws Exception {
        assertThat(rules("modelsync-inference-proxy")).isEqualTo(onSecrets(verbs(store -> store.get(ANY))));
    }

    private interface Use {
        void of(SecretStore store);
    }

    private static Set<String> verbs(Use use) throws Exception {
        try (TestCluster cluster = new TestCluster();
                KubernetesSecretStore store = cluster.store()) {
            use.of(store);
            return cluster.requests().stream().map(KubernetesRolesTest::verb).collect(Collectors.toSet());
        }
    }

    /** As the API server sees them: without a name, GET would be a list and DELETE one of a collection. */
    private static String verb(RecordedRequest request) {
        boolean named = request.getPath().matches("/api/v1/namespaces/hm/secrets/[a-z0-9.-]+");
        return switch (request.getMethod() + (named ? " named" : "")) {
            case "GET named" -> "get";
            case "POST" -> "create";
            case "DELETE named" -> "delete";
            default -> request.getRequestLine();
        };
    }

    private static List<Map<String, Object>> onSecrets(Set<String> verbs) {
        return List.of(Map.of(
                "apiGroups", Set.of(""),
                "resources", Set.of("secrets"),
                "verbs", verbs));
    }

    private static List<Map<String, Object>> rules(String name) throws IOException {
        GenericKubernetesResource role = ROLE.matcher(Files.readString(REFERENCE))
                .results()
                .map(yaml -> Serialization.unmarshal(
                        "apiVersion: rbac.authorization.k8s.io/v1\n" + yaml.group(), GenericKubernetesResource.class))
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
        List<Map<String, List<String>>> rules = role.get("rules");
        return rules.stream()
                .map(rule -> rule.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (Object) Set.copyOf(entry.getValue()))))
                .toList();
    }
}
