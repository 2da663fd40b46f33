package dev.modelsync.quickstart;

import dev.modelsync.embedded.RecordedRequest;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service of Hybrid Manager, called as a cluster calls it: what is done in HM is in force at the proxy at once. */
class ProxiedModelIT {
    private static final String MARK = "X-Modelsync-Error";

    @TempDir
    private Path data;

    @Test
    void shouldReachTheProviderWithTheKeyThatHybridManagerHolds() throws Exception {
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            HmClient hm = stack.client();
            Answer registered =
                    hm.register(service(stack, "sk-first-provider-key")).orFail("Registering");
            await().until(() -> call(stack).statusCode() == 200);
            assertThat(lastKey(stack)).isEqualTo("Bearer sk-first-provider-key");

            Answer rotated = hm.edit(
                            "proxied",
                            registered.revision(),
                            Map.of("credentials", Map.of("apiKey", "sk-second-provider-key")))
                    .orFail("Rotating");
            await().until(() -> {
                assertThat(call(stack).statusCode()).isEqualTo(200);
                return lastKey(stack).equals("Bearer sk-second-provider-key");
            });

            hm.deregister("proxied", rotated.revision()).orFail("Deregistering");
            await().until(() -> call(stack).statusCode() == 410);
            assertThat(call(stack).headers().firstValue(MARK)).contains("SERVICE_DEREGISTERED");
            assertThat(stack.servers().provider().requests())
                    .noneMatch(request -> request.headers().toString().contains(token(stack)));
        }
    }

    private static String lastKey(Stack stack) {
        List<RecordedRequest> requests = stack.servers().provider().requests().stream()
                .filter(request -> request.path().equals("/v1/embeddings"))
                .toList();
        return requests.get(requests.size() - 1).header("Authorization").orElse("");
    }

    private static HttpResponse<String> call(Stack stack) throws IOException, InterruptedException {
        URI model = stack.proxy().resolve("/projects/demo/services/proxied/v1/embeddings");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(model)
                                .header("Authorization", "Bearer " + token(stack))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"model\": \"small\", \"input\": \"hello\"}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String token(Stack stack) {
        try {
            return Files.readString(stack.tokenFile(stack.servers().clusters().get(0)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> service(Stack stack, String key) {
        return Map.of(
                "name",
                "proxied",
                "provider",
                "OPENAI",
                "endpointUrl",
                stack.servers().provider().baseUrl().toString(),
                "credentials",
                Map.of("apiKey", key),
                "models",
                List.of(Map.of("upstreamModel", "small", "function", "TEXT_EMBEDDING")));
    }
}
