package dev.modelsync.cli.client;

import dev.modelsync.cli.output.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Hybrid Manager's API. Follows no redirect, so that a token goes to no other server; repeats nothing. */
public final class HmApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int REFUSED = 300;
    private static final int PAGE = 500;

    private final Server server;
    private final Supplier<Progress> progress;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    /** @param progress started, of a call; is closed when the answer begins to come */
    public HmApi(Server server, Supplier<Progress> progress) {
        this.server = server;
        this.progress = progress;
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (server.certificates() != null) {
            client.sslContext(Trust.in(server.certificates()));
        }
        http = client.build();
    }

    public Server server() {
        return server;
    }

    /**
     * @throws ProblemException when Hybrid Manager refuses it
     * @throws NoAnswerException when no answer comes, or one that is not Hybrid Manager's
     */
    public Answer send(Call call) {
        HttpResponse<byte[]> response = exchange(call, BodyHandlers.ofByteArray());
        JsonNode body = json(call, response.statusCode(), response.body());
        if (response.statusCode() >= REFUSED) {
            throw new ProblemException(response.statusCode(), body);
        }
        return new Answer(response.statusCode(), body, header(response, "ETag"), header(response, "Location"));
    }

    /** An answer of any length, to be read and closed by the caller; failures to begin as above. */
    public InputStream open(Call call) {
        HttpResponse<InputStream> response = exchange(call, BodyHandlers.ofInputStream());
        if (response.statusCode() < REFUSED) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw new ProblemException(response.statusCode(), json(call, response.statusCode(), body.readAllBytes()));
        } catch (IOException e) {
            throw Unanswered.because(server, call, e);
        }
    }

    /** Items of a list that comes in pages, in its order: all, or so many. */
    public List<JsonNode> items(Call first, int limit) {
        return pages(first, limit, "items", "nextPageToken", "pageToken");
    }

    /** As {@link #items}, of the activity log. */
    public List<JsonNode> entries(Call first, int limit) {
        return pages(first, limit, "entries", "nextCursor", "cursor");
    }

    private List<JsonNode> pages(Call first, int limit, String items, String next, String parameter) {
        List<JsonNode> found = new ArrayList<>();
        String token = null;
        do {
            Call page =
                    first.query("limit", Math.min(PAGE, limit - found.size())).query(parameter, token);
            JsonNode answer = send(page).body();
            answer.path(items).forEach(found::add);
            token = answer.path(next).asString("");
        } while (!token.isEmpty() && found.size() < limit);
        return found;
    }

    private <T> HttpResponse<T> exchange(Call call, BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(call.path()))
                .timeout(call.patience())
                .header("X-Actor", server.actor())
                .method(call.method(), body(call.body()));
        call.headers().forEach(request::header);
        if (server.token() != null) {
            request.header("Authorization", "Bearer " + server.token());
        }
        Progress shown = progress.get();
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw Unanswered.because(server, call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("Interrupted while waiting for " + server, e);
        } finally {
            shown.close();
        }
    }

    private BodyPublisher body(@Nullable JsonNode content) {
        return content == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json.writeValueAsBytes(content));
    }

    private JsonNode json(Call call, int status, byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw Unanswered.foreign(server, call, status, e);
        }
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
