package dev.modelsync.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Answers as it is told, and keeps what it was asked. For what a real Hybrid Manager answers seldom, or not yet; that commands and
 * the real one understand each other is shown by {@code CommandLineIT} of module quickstart.
 */
final class FakeHm implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Answer otherwise;
    private volatile CountDownLatch held = new CountDownLatch(0);

    FakeHm() {
        this(plain());
    }

    /** One that is bound, and not started. */
    FakeHm(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    record Request(String method, String path, Headers headers, String body) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Of several for one request, each is given once, and the last for ever. */
    FakeHm on(String request, int status, String body, String... headers) {
        Map<String, String> named = new ConcurrentHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body, named));
        return this;
    }

    /** To every request for which nothing else is prepared. */
    FakeHm onEverything(int status, String body) {
        otherwise = new Answer(status, body, Map.of());
        return this;
    }

    /** Lets requests wait until that is counted down. */
    FakeHm holding(CountDownLatch latch) {
        held = latch;
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request last() {
        return requests.get(requests.size() - 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String method = exchange.getRequestMethod();
        requests.add(new Request(
                method,
                path,
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        awaitRelease();
        Answer answer = next(method + ' ' + exchange.getRequestURI().getPath());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitRelease() throws InterruptedIOException {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private synchronized Answer next(String request) {
        Deque<Answer> prepared = answers.get(request);
        if (prepared == null) {
            return otherwise == null
                    ? new Answer(
                            404, "{\"status\": 404, \"detail\": \"nothing prepared for " + request + "\"}", Map.of())
                    : otherwise;
        }
        return prepared.size() > 1 ? prepared.remove() : prepared.element();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
