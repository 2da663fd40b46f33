package dev.modelsync.proxy.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** The body of a request on its way to the provider, piece by piece, at the pace of the slower of both sides. */
final class Upload {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final HttpClientRequest upstream;
    private final long longest;
    private long bytes;

    Upload(Exchange exchange, HttpServerRequest request, HttpClientRequest upstream, long longest) {
        this.exchange = exchange;
        this.request = request;
        this.upstream = upstream;
        this.longest = longest;
    }

    void begin() {
        if (!hasBody()) {
            request.resume();
            upstream.putHeader("content-length", "0");
            upstream.end();
            exchange.asked();
            return;
        }
        long length = Bodies.declaredLength(request.headers());
        if (length >= 0) {
            upstream.putHeader("content-length", Long.toString(length));
        } else {
            upstream.setChunked(true);
        }
        Bodies.invite(request);
        exchange.awaits(Refusal.REQUEST_IDLE_TIMEOUT);
        request.handler(this::pass);
        request.endHandler(end -> {
            upstream.end();
            exchange.asked();
        });
        request.resume();
    }

    /** In HTTP/2 a body needs no header. */
    private boolean hasBody() {
        if (request.headers().contains("content-length")) {
            return Bodies.declaredLength(request.headers()) > 0;
        }
        return request.headers().contains("transfer-encoding") || request.version() == HttpVersion.HTTP_2;
    }

    private void pass(Buffer piece) {
        bytes += piece.length();
        if (bytes > longest) {
            exchange.refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        exchange.touch();
        upstream.write(piece);
        if (upstream.writeQueueFull()) {
            request.pause();
            exchange.awaits(Refusal.UPSTREAM_IDLE_TIMEOUT);
            upstream.drainHandler(drained -> {
                exchange.awaits(Refusal.REQUEST_IDLE_TIMEOUT);
                request.resume();
            });
        }
    }
}
