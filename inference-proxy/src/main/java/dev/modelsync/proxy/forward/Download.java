package dev.modelsync.proxy.forward;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to the caller: each piece goes on in the turn of the event loop in which it came, and none is
 * asked of the provider that the caller does not take. Head, piece and end that came together go on in one write, since
 * each write is a system call, and wakes the caller.
 */
final class Download {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Exchange exchange;
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final KeyGuard guard;
    private @Nullable Buffer kept;
    private boolean due;

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
            goOnThisTurn();
        }
        answer.handler(this::pass);
        answer.endHandler(end -> {
            keep(guard.rest());
            exchange.answered(kept);
        });
    }

    private boolean mayHaveBody() {
        return answer.statusCode() != NO_CONTENT && answer.statusCode() != NOT_MODIFIED;
    }

    private void pass(Buffer piece) {
        exchange.touch();
        keep(guard.pass(piece));
    }

    /** One piece at most is kept: the one before it goes on now. */
    private void keep(Buffer piece) {
        if (piece.length() > 0) {
            write();
            kept = piece;
            goOnThisTurn();
        }
    }

    private void goOnThisTurn() {
        if (!due) {
            due = true;
            Vertx.currentContext().runOnContext(rest -> goOn());
        }
    }

    private void goOn() {
        due = false;
        if (kept != null) {
            write();
        } else if (!exchange.isEnded() && !response.headWritten()) {
            response.writeHead();
        }
    }

    private void write() {
        Buffer piece = kept;
        kept = null;
        if (piece == null || exchange.isEnded()) {
            return;
        }
        response.write(piece);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }
}
