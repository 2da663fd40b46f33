package dev.modelsync.guarantee;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes through Hybrid Manager's API, of services of its own. The API is away while the publisher is; a change
 * that meets nobody is left out, and one whose answer is lost is of no concern, for the table is what counts.
 */
final class HmApi {
    static final String KEY = "sk-canary-8Tb2/api+registered=";

    private static final int SERVICES = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI services;
    private final Random random;
    private int refused;

    HmApi(URI api, Random random) {
        this.services = api.resolve("/api/v1/projects/" + Landscape.PROJECT + "/inference-services");
        this.random = random;
    }

    void change() {
        String name = "api-" + random.nextInt(SERVICES);
        int dice = random.nextInt(10);
        int upstream = random.nextInt(100);
        try {
            HttpResponse<String> found = send(at(name).GET());
            String tag = found.headers().firstValue("ETag").orElse("");
            if (found.statusCode() == 404) {
                send(HttpRequest.newBuilder(services)
                        .header("Content-Type", "application/json")
                        .POST(body(service(name, upstream))));
            } else if (found.statusCode() != 200) {
                refused++;
            } else if (dice < 3) {
                send(at(name).header("If-Match", tag).DELETE());
            } else {
                Map<String, Object> patch = dice < 6 ? Map.of("models", models(name, upstream)) : credentials(upstream);
                send(at(name).header("If-Match", tag)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", body(patch)));
            }
        } catch (IOException e) {
            refused++;
        }
    }

    /** How many changes met nobody. */
    int refused() {
        return refused;
    }

    private HttpRequest.Builder at(String name) {
        return HttpRequest.newBuilder(URI.create(services + "/" + name));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.body().contains(KEY)) {
                throw new IllegalStateException("The API shows a key");
            }
            if (answer.statusCode() == 400 || answer.statusCode() == 422) {
                throw new IllegalStateException("The stream asked for what the API refuses: " + answer.body());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static Map<String, Object> service(String name, int upstream) {
        return Map.of(
                "name",
                name,
                "provider",
                "OPENAI",
                "endpointUrl",
                "http://127.0.0.1:8099",
                "credentials",
                Map.of("apiKey", KEY + upstream),
                "models",
                models(name, upstream));
    }

    private static Map<String, Object> credentials(int number) {
        return Map.of("credentials", Map.of("apiKey", KEY + number));
    }

    private static List<Map<String, String>> models(String name, int upstream) {
        return List.of(
                Map.of("registryName", name + "-a", "upstreamModel", "m-" + upstream, "function", "TEXT_EMBEDDING"),
                Map.of("registryName", name + "-b", "upstreamModel", "m-" + upstream, "function", "TEXT_COMPLETION"));
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> value) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(value));
    }
}
