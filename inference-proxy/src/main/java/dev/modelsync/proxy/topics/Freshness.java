package dev.modelsync.proxy.topics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far what is known of the topics can be relied on. Written by the one who follows them. */
final class Freshness {
    private final Clock clock;
    private final AtomicLong unreadable = new AtomicLong();
    private volatile @Nullable Instant asOf;
    private volatile @Nullable String outage;

    Freshness(Clock clock) {
        this.clock = clock;
    }

    /** Everything on the topics by now is known. */
    void current() {
        asOf = clock.instant();
        outage = null;
    }

    void away(String why) {
        outage = why;
    }

    void unreadable() {
        unreadable.incrementAndGet();
    }

    /** Whether the topics have been read to their end once. */
    boolean isComplete() {
        return asOf != null;
    }

    /** How long ago everything on the topics was known; empty before they have been read once. */
    Optional<Duration> age() {
        Instant at = asOf;
        return at == null ? Optional.empty() : Optional.of(Duration.between(at, clock.instant()));
    }

    Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    long unreadableRecords() {
        return unreadable.get();
    }
}
