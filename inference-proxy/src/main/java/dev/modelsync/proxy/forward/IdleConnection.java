package dev.modelsync.proxy.forward;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * Closes a connection on which no request is under way for too long: one that sends the head of a request octet by octet,
 * or nothing at all, holds nothing up for long. For one event loop.
 */
final class IdleConnection implements Watch.Watched {
    private final HttpConnection connection;
    private final Duration limit;
    private int underWay;
    private long since = System.nanoTime();

    IdleConnection(HttpConnection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** The head of a request is here. What is returned is to be run, at least once, when it was answered or will not be. */
    Runnable begin() {
        underWay++;
        return new UnderWay();
    }

    @Override
    public void look(long now) {
        if (underWay <= 0 && now - since > limit.toNanos()) {
            connection.close();
        }
    }

    private final class UnderWay implements Runnable {
        private boolean over;

        @Override
        public void run() {
            if (!over) {
                over = true;
                underWay--;
                since = System.nanoTime();
            }
        }
    }
}
