package dev.modelsync.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The activity log is a fold of the topics and of nothing else. Asking for it mends the log. */
final class ActivityDerived implements Guarantee {
    @Override
    public String promise() {
        return "the activity log and the chains of its hashes, derived anew from the beginnings of the topics, are what they were";
    }

    @Override
    public List<String> violations(Landscape site) {
        JsonNode result = rebuild(site.api().resolve("/api/v1/activity/rebuild"));
        boolean same = result.get("before").equals(result.get("after"));
        long moved = result.get("added").asLong()
                + result.get("changed").asLong()
                + result.get("removed").asLong()
                + result.get("relinked").asLong();
        return same && moved == 0 ? List.of() : List.of("a rebuild of the activity log has made it another: " + result);
    }

    private static JsonNode rebuild(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The log cannot be derived anew: " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
