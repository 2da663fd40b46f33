package dev.modelsync.proxy.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer on its way to the caller: each piece goes on as soon as it is there, and none is asked of the provider
 * that the caller does not take.
 */
final class Download {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Exchange exchange;
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final KeyGuard guard;

    Download(Exchange exchange, HttpClientResponse answer, HttpServerResponse response, KeyGuard guard) {
        this.exchange = exchange;
        this.answer = answer;
        this.response = response;
        this.guard = guard;
    }

    void begin() {
        if (Bodies.declaredLength(answer.headers()) < 0 && mayHaveBody()) {
            response.setChunked(true);
            // A stream may be silent for long before its first event; the caller learns now that it has begun.
            response.writeHead();
        }
        answer.handler(this::pass);
        answer.endHandler(end -> {
            Buffer rest = guard.rest();
            if (rest.length() > 0) {
                response.write(rest);
            }
            exchange.answered();
        });
    }

    private boolean mayHaveBody() {
        return answer.statusCode() != NO_CONTENT && answer.statusCode() != NOT_MODIFIED;
    }

    private void pass(Buffer piece) {
        exchange.touch();
        Buffer passed = guard.pass(piece);
        if (passed.length() == 0) {
            return;
        }
        response.write(passed);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }
}
