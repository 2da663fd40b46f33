package dev.modelsync.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

import static java.util.stream.Collectors.joining;

/** What the fake provider sends back. */
sealed interface ProviderAnswer {
    void send(HttpExchange exchange) throws IOException;

    /** One JSON document. */
    record Document(int status, JsonNode body) implements ProviderAnswer {
        static Document ok(JsonNode body) {
            return new Document(200, body);
        }

        @Override
        public void send(HttpExchange exchange) throws IOException {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Server-sent events, each flushed on its own, so that a reader meets them one by one. */
    record EventStream(List<Event> events) implements ProviderAnswer {
        @Override
        public void send(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (Event event : events) {
                body.write(event.text().getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        }
    }

    /**
     * One server-sent event.
     *
     * @param name empty for an event without a name
     */
    record Event(String name, String data) {
        static Event unnamed(String data) {
            return new Event("", data);
        }

        private String text() {
            String lines = data.lines().map(line -> "data: " + line + "\n").collect(joining());
            return (name.isEmpty() ? "" : "event: " + name + "\n") + lines + "\n";
        }
    }
}
