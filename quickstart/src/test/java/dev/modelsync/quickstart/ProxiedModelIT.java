package dev.modelsync.quickstart;

import dev.modelsync.embedded.RecordedRequest;
import dev.modelsync.proxy.InferenceProxyApplication;
import dev.modelsync.proxy.forward.ProxyServer;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service of Hybrid Manager, called as a cluster calls it: what is done in HM is in force at the proxy at once. */
@TestInstance(Lifecycle.PER_CLASS)
class ProxiedModelIT {
    private static final String MARK = "X-Modelsync-Error";

    private final Path data;
    private final Stack stack;
    private final HmClient hm;

    ProxiedModelIT(@TempDir Path data) {
        this.data = data;
        stack = Stack.start(data, Settings.onFreePorts());
        hm = stack.client();
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void shouldReachTheProviderWithTheKeyThatHybridManagerHolds() throws Exception {
        Answer registered =
                hm.register(service("proxied", "sk-first-provider-key")).orFail("Registering");
        await().until(() -> call(stack.proxy(), "proxied").statusCode() == 200);
        assertThat(lastKey("proxied")).isEqualTo("Bearer sk-first-provider-key");

        Answer rotated = rotate("proxied", registered, "sk-second-provider-key");
        await().until(() -> {
            assertThat(call(stack.proxy(), "proxied").statusCode()).isEqualTo(200);
            return lastKey("proxied").equals("Bearer sk-second-provider-key");
        });

        hm.deregister("proxied", rotated.revision()).orFail("Deregistering");
        await().until(() -> call(stack.proxy(), "proxied").statusCode() == 410);
        assertThat(call(stack.proxy(), "proxied").headers().firstValue(MARK)).contains("SERVICE_DEREGISTERED");
        assertThat(stack.servers().provider().requests())
                .noneMatch(request -> request.headers().toString().contains(token()));
    }

    @Test
    void shouldShowThatOneOfTwoProxiesCannotReadTheNewCredential() throws Exception {
        Answer registered =
                hm.register(service("watched", "sk-old-provider-key")).orFail("Registering");
        Path apart = copyOfSecrets();
        try (ConfigurableApplicationContext other = InferenceProxyApplication.start(another(apart))) {
            URI slow = URI.create(
                    "http://127.0.0.1:" + other.getBean(ProxyServer.class).port());
            await().untilAsserted(() -> assertThat(told()).isEqualTo("2 of 2 []"));

            rotate("watched", registered, "sk-new-provider-key");
            await().untilAsserted(() -> assertThat(told()).isEqualTo("1 of 2 [apart serves 1: NOT_IN_STORE]"));
            assertThat(call(slow, "watched").statusCode()).isEqualTo(200);
            assertThat(lastKey("watched")).isEqualTo("Bearer sk-old-provider-key");
            assertThat(call(stack.proxy(), "watched").statusCode()).isEqualTo(200);
            assertThat(lastKey("watched")).isEqualTo("Bearer sk-new-provider-key");
            assertThat(page()).contains("rotated, 1 of 2 proxies switched", "and still serves version 1");

            copySecrets(apart);
            await().untilAsserted(() -> assertThat(told()).isEqualTo("2 of 2 []"));
            assertThat(call(slow, "watched").statusCode()).isEqualTo(200);
            assertThat(lastKey("watched")).isEqualTo("Bearer sk-new-provider-key");
        }
        await().untilAsserted(() -> assertThat(told()).isEqualTo("1 of 1 []"));
    }

    private Map<String, Object> another(Path secrets) {
        return Map.of(
                "server.port",
                0,
                "modelsync.proxy.port",
                0,
                "modelsync.proxy.report.id",
                "apart",
                "modelsync.kafka.bootstrap-servers",
                stack.servers().kafka().bootstrapServers(),
                "modelsync.secrets.folder",
                secrets.toString(),
                "modelsync.secrets.keyset-file",
                data.resolve("secrets.keyset").toString(),
                "modelsync.outbound.allow",
                "127.0.0.1");
    }

    private Path copyOfSecrets() throws IOException {
        Path apart = Files.createDirectory(data.resolve("apart"));
        copySecrets(apart);
        return apart;
    }

    private void copySecrets(Path to) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("secrets"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What Hybrid Manager tells of the proxies. */
    private String told() {
        JsonNode proxies = JsonMapper.shared()
                .readTree(hm.get("watched").body())
                .path("credentials")
                .path("proxies");
        return proxies.path("switched").asInt() + " of " + proxies.path("total").asInt() + " "
                + proxies.path("behind")
                        .valueStream()
                        .map(one -> one.path("proxy").asString() + " serves "
                                + one.path("served").asInt() + ": "
                                + one.path("reason").asString())
                        .toList();
    }

    private String page() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        stack.registryEvents().address().resolve("/projects/demo/services/watched"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Answer rotate(String service, Answer last, String key) {
        return hm.edit(service, last.revision(), Map.of("credentials", Map.of("apiKey", key)))
                .orFail("Rotating");
    }

    private String lastKey(String service) {
        List<RecordedRequest> requests = stack.servers().provider().requests().stream()
                .filter(request -> request.path().equals("/" + service + "/v1/embeddings"))
                .toList();
        return requests.get(requests.size() - 1).header("Authorization").orElse("");
    }

    private HttpResponse<String> call(URI proxy, String service) throws IOException, InterruptedException {
        URI model = proxy.resolve("/projects/demo/services/" + service + "/v1/embeddings");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(model)
                                .header("Authorization", "Bearer " + token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"model\": \"small\", \"input\": \"hello\"}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private String token() {
        try {
            return Files.readString(stack.tokenFile(stack.servers().clusters().get(0)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> service(String name, String key) {
        return Map.of(
                "name",
                name,
                "provider",
                "OPENAI",
                "endpointUrl",
                stack.servers().provider().baseUrl() + "/" + name,
                "credentials",
                Map.of("apiKey", key),
                "models",
                List.of(Map.of("upstreamModel", "small", "function", "TEXT_EMBEDDING")));
    }
}
