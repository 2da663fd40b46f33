package dev.modelsync.events;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API as a client sees it; each answer is held against the contract. */
public final class Api {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;

    public Api(ConfigurableApplicationContext application) {
        base = URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
    }

    /** An answer. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** A service, without what only its event tells, which may come between two answers. */
        public JsonNode saved() {
            ObjectNode service = (ObjectNode) json();
            service.withObject("credentials").remove("proxies");
            return service;
        }

        public String etag() {
            return response.headers().firstValue("ETag").orElseThrow();
        }

        /** The parameter that each error of a problem names. */
        public List<String> parameters() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("parameter").asString(""))
                    .toList();
        }

        /** {@code pointer code} of each error of a problem. */
        public List<String> errors() {
            List<String> errors = new ArrayList<>();
            for (JsonNode error : json().path("errors")) {
                errors.add(error.get("pointer").stringValue()
                        + ' '
                        + error.get("code").stringValue());
            }
            return errors;
        }
    }

    /** A registration with one embedding model. */
    public static String openAi(String name) {
        return """
                {"name": "%s", "provider": "OPENAI", "endpointUrl": "https://api.openai.com",
                 "credentials": {"apiKey": "sk-test"},
                 "models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING"}]}
                """.formatted(name);
    }

    public Answer register(String project, String json) throws IOException, InterruptedException {
        return send("POST", services(project), json, "Content-Type", "application/json");
    }

    public Answer get(String project, String name) throws IOException, InterruptedException {
        return send("GET", services(project) + "/" + name, "");
    }

    public Answer list(String project, String query) throws IOException, InterruptedException {
        return send("GET", services(project) + query, "");
    }

    public Answer patch(String project, String name, String etag, String json)
            throws IOException, InterruptedException {
        return send(
                "PATCH",
                services(project) + "/" + name,
                json,
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                etag);
    }

    public Answer delete(String project, String name, String etag) throws IOException, InterruptedException {
        return send("DELETE", services(project) + "/" + name, "", "If-Match", etag);
    }

    public static String services(String project) {
        return "/api/v1/projects/" + project + "/inference-services";
    }

    public Answer send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        ContractCheck.check(ContractCheck.Exchange.of(request.build(), body, response));
        return new Answer(response.statusCode(), response);
    }
}
