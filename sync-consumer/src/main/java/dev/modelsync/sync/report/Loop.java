package dev.modelsync.sync.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the loop that reads and applies comes round, and how long records wait for it. Written by
 * the loop, read by health and metrics. A loop that waits for a database or stands still because
 * somebody paused it comes round all the same, attempt by attempt; so being behind is no defect.
 */
public final class Loop {
    private final Clock clock;
    private Instant turnedAt;
    private @Nullable Instant neglectedSince;
    private @Nullable Instant oldest;

    public Loop(Clock clock) {
        this.clock = clock;
        this.turnedAt = clock.instant();
    }

    /** It came round with no records in hand. */
    public synchronized void turned(boolean recordsWait) {
        turnedAt = clock.instant();
        if (!recordsWait) {
            neglectedSince = null;
            oldest = null;
        } else if (neglectedSince == null) {
            neglectedSince = turnedAt;
        }
    }

    /** An attempt at a batch begins. */
    public synchronized void took(Instant oldestRecord) {
        turnedAt = clock.instant();
        neglectedSince = null;
        oldest = oldestRecord;
    }

    /**
     * The batch is done with.
     *
     * @param newestRecord of the batch; those that wait behind it are younger
     */
    public synchronized void done(Instant newestRecord, boolean recordsWait) {
        turnedAt = clock.instant();
        oldest = recordsWait ? newestRecord : null;
    }

    /** How long the oldest record waits that is known of and not applied; zero when there is none. */
    public synchronized Duration behind() {
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration waited = Duration.between(oldest, clock.instant());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /** What it is stuck in, when it has been for longer than the limit. */
    public synchronized Optional<String> stuck(Duration limit) {
        Instant before = clock.instant().minus(limit);
        if (turnedAt.isBefore(before)) {
            return Optional.of("the loop has not come round since " + turnedAt);
        }
        if (neglectedSince != null && neglectedSince.isBefore(before)) {
            return Optional.of("records wait since " + neglectedSince + " and none is taken");
        }
        return Optional.empty();
    }
}
