package dev.modelsync.proxy.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The body of a request that has to be there as a whole before it can be signed. */
final class WholeBody {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final long longest;
    private final Buffer body = Buffer.buffer();

    WholeBody(Exchange exchange, HttpServerRequest request, long longest) {
        this.exchange = exchange;
        this.request = request;
        this.longest = longest;
    }

    void read(Handler<Buffer> whole) {
        if (request.headers().contains("expect", "100-continue", true)) {
            request.response().writeContinue();
        }
        request.handler(this::keep);
        request.endHandler(end -> whole.handle(body));
        request.resume();
    }

    private void keep(Buffer piece) {
        if (body.length() + (long) piece.length() > longest) {
            exchange.refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        exchange.touch();
        body.appendBuffer(piece);
    }
}
