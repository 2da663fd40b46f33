package dev.modelsync.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What a provider does instead of its work; for tests of those who call it. */
public sealed interface Misbehaviour {
    /** Sends the answer, or does not. */
    void act(HttpExchange exchange) throws IOException;

    /** Answers this, whatever was asked. */
    static Misbehaviour answer(int status, String body) {
        return new Answer(status, body);
    }

    /** Has no time for this caller yet. */
    static Misbehaviour tooManyRequests(int retryAfterSeconds) {
        return new TooManyRequests(retryAfterSeconds);
    }

    /** Answers, and never stops. */
    static Misbehaviour endless() {
        return new Endless();
    }

    /** Sends the caller elsewhere. */
    static Misbehaviour redirect(URI location) {
        return new Redirect(location);
    }

    /** Ends the connection without an answer. */
    static Misbehaviour breakOff() {
        return new BreakOff();
    }

    /** Takes the request and does not answer, until it is released. */
    static Hang hang() {
        return new Hang();
    }

    /** An answer that is always the same. */
    record Answer(int status, String body) implements Misbehaviour {
        @Override
        public void act(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A request to come back later. */
    record TooManyRequests(int retryAfterSeconds) implements Misbehaviour {
        @Override
        public void act(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfterSeconds));
            exchange.sendResponseHeaders(429, -1);
        }
    }

    /** An answer without an end. */
    record Endless() implements Misbehaviour {
        private static final int PIECE = 64 * 1024;

        @Override
        public void act(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] blanks = " ".repeat(PIECE).getBytes(StandardCharsets.UTF_8);
            while (!Thread.currentThread().isInterrupted()) {
                body.write(blanks);
            }
        }
    }

    /** A redirection. */
    record Redirect(URI location) implements Misbehaviour {
        @Override
        public void act(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Location", location.toString());
            exchange.sendResponseHeaders(302, -1);
        }
    }

    /** A connection that ends. */
    record BreakOff() implements Misbehaviour {
        @Override
        public void act(HttpExchange exchange) {
            exchange.close();
        }
    }

    /** Silence. */
    final class Hang implements Misbehaviour {
        private final CountDownLatch released = new CountDownLatch(1);

        private Hang() {}

        /** Ends the silence, by breaking off. */
        public void release() {
            released.countDown();
        }

        @Override
        public void act(HttpExchange exchange) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        }
    }
}
