package dev.modelsync.benchmark.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * A provider of streams, in a process of its own until it is ended. Each event tells when it was sent, by
 * {@link System#nanoTime}, which on Linux is one clock for all processes. It tells of a stream when it was left,
 * once it was: {@code GET /left?id=...}. On one event loop.
 */
public final class StreamProvider {
    static final String LEFT_PATH = "/left";

    private static final int UNAUTHORIZED = 401;
    private static final String EVENT = "data: {\"id\": \"chatcmpl-benchmark\", \"object\": \"chat.completion.chunk\","
            + " \"choices\": [{\"index\": 0, \"delta\": {\"content\": \" word\"}}], \"sent\": ";

    private final Vertx vertx;
    private final String authorization;
    private final Map<String, Promise<Long>> left = new HashMap<>();

    private StreamProvider(Vertx vertx, String key) {
        this.vertx = vertx;
        this.authorization = "Bearer " + key;
    }

    /** @param arguments port, and the key that is asked for */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        StreamProvider provider = new StreamProvider(vertx, arguments[1]);
        vertx.createHttpServer()
                .requestHandler(provider::answer)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println("ready " + server.actualPort()))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals(LEFT_PATH)) {
            leaving(request.getParam("id"))
                    .onSuccess(moment -> request.response().end(Long.toString(moment)));
        } else if (!authorization.equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(UNAUTHORIZED).end();
        } else {
            request.endHandler(end -> stream(request, StreamOrder.of(request)));
        }
    }

    private void stream(HttpServerRequest request, StreamOrder order) {
        HttpServerResponse response =
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        Sending sending = new Sending(response, order);
        response.closeHandler(gone -> {
            vertx.cancelTimer(sending.timer);
            left(order.id());
        });
        sending.next();
        if (!response.ended()) {
            sending.timer = vertx.setPeriodic(order.everyMillis(), timer -> sending.next());
        }
    }

    private void left(String id) {
        if (!id.isEmpty()) {
            promise(id).tryComplete(System.nanoTime());
        }
    }

    private Future<Long> leaving(String id) {
        return promise(id).future().onComplete(told -> left.remove(id));
    }

    private Promise<Long> promise(String id) {
        return left.computeIfAbsent(id, first -> Promise.promise());
    }

    /** One stream under way. */
    private final class Sending {
        private final HttpServerResponse response;
        private final StreamOrder order;
        private int sent;
        private long timer;

        Sending(HttpServerResponse response, StreamOrder order) {
            this.response = response;
            this.order = order;
        }

        void next() {
            sent++;
            String event = EVENT + System.nanoTime() + "}\n\n";
            if (sent == order.events()) {
                vertx.cancelTimer(timer);
                response.end(event);
            } else {
                response.write(event);
            }
        }
    }
}
