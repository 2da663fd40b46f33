package dev.modelsync.proxy.forward;

import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at the exchanges of one event loop, some times a second, for those that wait for too long. One timer for all
 * costs less than one, or several, for each.
 */
final class Watch {
    /** How late a limit may be noticed. */
    static final long INTERVAL_MILLIS = 200;

    private final Set<Watched> watched = new LinkedHashSet<>();

    /** Something that may be overdue. */
    interface Watched {
        /** @param now of {@link System#nanoTime} */
        void look(long now);
    }

    /** One that looks from now on, on the event loop of the caller. */
    static Watch begun(Vertx vertx) {
        Watch watch = new Watch();
        vertx.setPeriodic(INTERVAL_MILLIS, timer -> watch.look());
        return watch;
    }

    void add(Watched one) {
        watched.add(one);
    }

    void remove(Watched one) {
        watched.remove(one);
    }

    private void look() {
        long now = System.nanoTime();
        // Those that are overdue leave while they are looked at.
        List.copyOf(watched).forEach(one -> one.look(now));
    }
}
