package dev.modelsync.proxy.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/**
 * The body of a request that has to be here as a whole before it can be signed. Kept in the pieces in which it came, and
 * never copied as a whole.
 */
final class WholeBody {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final long longest;
    private final List<Buffer> pieces = new ArrayList<>();
    private long length;

    WholeBody(Exchange exchange, HttpServerRequest request, long longest) {
        this.exchange = exchange;
        this.request = request;
        this.longest = longest;
    }

    void read(Runnable whole) {
        // What is announced is taken at once, so that it does not fail half way.
        long declared = Math.max(0, Bodies.declaredLength(request.headers()));
        if (!exchange.hold(declared)) {
            return;
        }
        Bodies.invite(request);
        request.handler(piece -> keep(piece, declared));
        request.endHandler(end -> whole.run());
        request.resume();
    }

    long length() {
        return length;
    }

    List<Buffer> pieces() {
        return pieces;
    }

    /** A new one at each call. For any thread, once the body is here. */
    InputStream stream() {
        return new SequenceInputStream(streams(pieces.iterator()));
    }

    private static Enumeration<InputStream> streams(Iterator<Buffer> pieces) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(pieces.next().getBytes());
            }
        };
    }

    private void keep(Buffer piece, long held) {
        length += piece.length();
        if (length > longest) {
            exchange.refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        if (length > held && !exchange.hold(Math.min(piece.length(), length - held))) {
            return;
        }
        exchange.touch();
        pieces.add(piece);
    }
}
