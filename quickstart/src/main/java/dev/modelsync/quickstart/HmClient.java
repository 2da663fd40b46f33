package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** HM's registration API as a client sees it. */
final class HmClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final String services;

    HmClient(URI api, String project) {
        services = api + "/api/v1/projects/" + project + "/inference-services";
    }

    /** An answer: its status, the revision of its ETag (0 when it has none) and its body. */
    record Answer(int status, long revision, String body) {
        Answer orFail(String attempt) {
            if (status >= 300) {
                throw new IllegalStateException(attempt + " was answered with " + status + ": " + body);
            }
            return this;
        }
    }

    Answer register(Map<String, ?> service) {
        return send(request("").header("Content-Type", "application/json").POST(body(service)));
    }

    Answer edit(String name, long revision, Map<String, ?> patch) {
        return send(request('/' + name)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", etag(revision))
                .method("PATCH", body(patch)));
    }

    Answer deregister(String name, long revision) {
        return send(request('/' + name).header("If-Match", etag(revision)).DELETE());
    }

    Answer get(String name) {
        return send(request('/' + name).GET());
    }

    Answer list() {
        return send(request("").GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(services + path))
                .timeout(TIMEOUT)
                .header("X-Actor", "quickstart");
    }

    private HttpRequest.BodyPublisher body(Map<String, ?> value) {
        return BodyPublishers.ofString(json.writeValueAsString(value));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("ETag").map(HmClient::revision).orElse(0L),
                    answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("HM API at " + services + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for HM's answer", e);
        }
    }

    private static String etag(long revision) {
        return '"' + Long.toString(revision) + '"';
    }

    private static long revision(String etag) {
        return Long.parseLong(etag.replace("\"", ""));
    }
}
