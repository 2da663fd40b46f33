package dev.modelsync.quickstart;

import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the compose file against what it starts, as far as that is possible without a Docker engine:
 * the applications run from their executable jars with nothing but the environment that the file
 * gives them, on real servers in the place of the containers.
 */
class ComposeFileIT {
    private static final Path INIT = ComposeFile.ROOT.resolve("embedded/src/main/docker/10-aidb.sql");

    private final ComposeFile file = ComposeFile.read();

    @TempDir
    private Path folder;

    @Test
    void shouldReferOnlyToWhatExists() {
        assertThat(file.services().keySet())
                .containsExactlyInAnyOrder(
                        "hm-postgres", "kafka", "aidb-postgres", "registry-events", "inference-proxy", "sync-consumer");
        file.services()
                .keySet()
                .forEach(service -> assertThat(file.dependencies(service))
                        .isSubsetOf(file.services().keySet()));
        assertThat(file.volumes()).doesNotContainNull().allMatch(volume -> !volume.startsWith("/"));
        assertThat(file.dockerfiles()).hasSize(4).allSatisfy(dockerfile -> {
            assertThat(dockerfile).isRegularFile();
            assertThat(ComposeFile.copied(dockerfile))
                    .isNotEmpty()
                    .allSatisfy(copied -> assertThat(copied).exists());
        });
    }

    @Test
    void shouldBringARegistrationToTheRegistryWithItsEnvironmentOnly() throws SQLException, IOException {
        try (Servers servers = Servers.start(folder, Ports.free())) {
            Cluster primary = servers.clusters().get(0);
            prepareAsTheImageDoes(primary);
            Map<String, String> addresses = Map.of(
                    "127.0.0.1:15432",
                    "127.0.0.1:" + servers.hm().port(),
                    "aidb-postgres:5432",
                    "127.0.0.1:" + primary.server().port(),
                    "kafka:19092",
                    servers.kafka().bootstrapServers(),
                    "127.0.0.1:9092",
                    servers.kafka().bootstrapServers(),
                    "/var/lib/modelsync",
                    folder.toString(),
                    "0.0.0.0",
                    "127.0.0.1");
            URI api = freeAddress();
            URI admin = freeAddress();
            URI proxyAdmin = freeAddress();
            URI proxied = freeAddress();
            Map<String, String> atProxy = Map.of("MODELSYNC_PROXY_PORT", Integer.toString(proxied.getPort()));
            try (JavaProcess events = start("registry-events", addresses, api, Map.of());
                    JavaProcess proxy = start("inference-proxy", addresses, proxyAdmin, atProxy);
                    JavaProcess worker = start("sync-consumer", addresses, admin, Map.of())) {
                new Readiness(api).await("STREAMING");
                new Readiness(admin).await("assignedPartitions");
                String token = enrol(api);
                new Readiness(proxyAdmin).await("\"clusters\":1");
                Answer registered =
                        new HmClient(api, "demo").register(service()).orFail("register");
                Arrival arrival = Arrival.await(primary, "demo", "composed", registered.revision(), System.nanoTime());
                assertThat(arrival.arrived())
                        .as(() -> arrival.describe() + events.output() + worker.output())
                        .isTrue();
                assertThat(arrival.models()).containsOnlyKeys("composed");
                assertThat(arrival.models().get("composed"))
                        .contains("http://inference-proxy:8090/projects/demo/services/composed/v1/embeddings");
                new Readiness(proxyAdmin).await("\"services\":1");
                // It has the route and the credential, and gets as far as the provider's name, which does not exist.
                assertThat(callModel(proxied, token)).as(proxy::output).startsWith("UPSTREAM_");
                // What newer JDKs say of native libraries would stand between the lines of a log for machines.
                assertThat(List.of(events.output(), proxy.output(), worker.output()))
                        .allSatisfy(output -> assertThat(output).doesNotContain("restricted method"));
            }
        }
    }

    private static String enrol(URI api) {
        String answer = Http.send(HttpRequest.newBuilder(api.resolve("/api/v1/clusters"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"id\": \"primary\", \"project\": \"demo\", \"location\": \"PRIMARY\"}")))
                .body();
        return JsonMapper.shared().readTree(answer).path("accessToken").asString();
    }

    /** The code with which the proxy answers. */
    private static String callModel(URI proxy, String token) {
        return Http.send(HttpRequest.newBuilder(proxy.resolve("/projects/demo/services/composed/v1/embeddings"))
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString("{}")))
                .headers()
                .firstValue("X-Modelsync-Error")
                .orElse("none");
    }

    private JavaProcess start(String service, Map<String, String> addresses, URI address, Map<String, String> besides) {
        Map<String, String> environment = new TreeMap<>(besides);
        file.environment(service).forEach((name, value) -> environment.put(name, translated(value, addresses)));
        environment.put("SERVER_PORT", Integer.toString(address.getPort()));
        Path jar = ComposeFile.ROOT.resolve(service).resolve("target").resolve(service + "-0.1.0-exec.jar");
        return JavaProcess.start(JavaCommand.ofJar(jar).small(), folder.resolve(service + ".out"), environment);
    }

    private static String translated(String value, Map<String, String> addresses) {
        String translated = value;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            translated = translated.replace(address.getKey(), address.getValue());
        }
        return translated;
    }

    /** Runs the image's own script, as psql would, on a database of its own. */
    private void prepareAsTheImageDoes(Cluster cluster) throws SQLException, IOException {
        String password = file.environment("aidb-postgres").get("MODELSYNC_WORKER_PASSWORD");
        String script = Files.readString(INIT)
                .replaceAll("(?m)^\\\\getenv .*$", "")
                .replace(":'worker_password'", "'" + password + "'");
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop extension aidb cascade; drop schema modelsync; drop role modelsync_worker;");
            statement.execute(script);
        }
    }

    private static URI freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static Map<String, Object> service() {
        return Map.of(
                "name", "composed",
                "provider", "OPENAI",
                "endpointUrl", "https://models.example.com",
                "credentials", Map.of("apiKey", "sk-composed"),
                "models", List.of(Map.of("upstreamModel", "text-embedding-3-small", "function", "TEXT_EMBEDDING")));
    }
}
