package dev.modelsync.events.seal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When what failed is tried again: soon at first, then ever later, until something succeeds. For one thread. */
final class Retry {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private Duration delay = FIRST;
    private long since;

    Retry(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** To be called after each try of what had failed before. */
    void tried(boolean withSuccess) {
        Duration doubled = delay.multipliedBy(2);
        delay = withSuccess ? FIRST : doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        since = nanoTime.getAsLong();
    }

    /** Not positive when it is time. */
    Duration left() {
        return delay.minusNanos(nanoTime.getAsLong() - since);
    }
}
