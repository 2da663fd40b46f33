package dev.modelsync.proxy.forward;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What is said of a body before it comes, and what becomes of one that nobody wants. */
final class Bodies {
    /** Read after a refusal, so that the caller comes to read the answer; whoever sends more is hung up on. */
    private static final long DISCARDED_BYTES = 1024L * 1024;

    private Bodies() {}

    /** The length that a message names; -1 when it names none. */
    static long declaredLength(MultiMap headers) {
        String length = headers.get("content-length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // More digits than a length can have: longer than anything.
            return Long.MAX_VALUE;
        }
    }

    /** Whoever waits to be asked for the body is asked. */
    static void invite(HttpServerRequest request) {
        if (request.headers().contains("expect", "100-continue", true)) {
            request.response().writeContinue();
        }
    }

    static void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.exceptionHandler(gone -> {});
        request.handler(new Discarding(request));
        request.endHandler(end -> {});
        request.resume();
    }

    private static final class Discarding implements Handler<Buffer> {
        private final HttpServerRequest request;
        private long bytes;

        Discarding(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void handle(@Nullable Buffer piece) {
            bytes += piece == null ? 0 : piece.length();
            if (bytes > DISCARDED_BYTES) {
                request.connection().close();
            }
        }
    }
}
