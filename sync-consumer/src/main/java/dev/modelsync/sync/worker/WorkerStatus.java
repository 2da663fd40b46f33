package dev.modelsync.sync.worker;

import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.plan.SyncPlan.Why;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a worker has come; written by its thread, read by health. */
final class WorkerStatus {
    private final Clock clock;
    private final Map<Why, Long> ignored = new EnumMap<>(Why.class);
    private @Nullable Instant lastProgress;
    private long decided;
    private int parked;

    WorkerStatus(Clock clock) {
        this.clock = clock;
    }

    synchronized void opened(int parkedBefore) {
        parked = parkedBefore;
    }

    synchronized void committed(BatchOutcome.Committed batch) {
        lastProgress = clock.instant();
        decided += batch.results().size();
        parked = batch.parked();
        batch.ignored().forEach((why, count) -> ignored.merge(why, (long) count, Long::sum));
    }

    synchronized Optional<Instant> lastProgress() {
        return Optional.ofNullable(lastProgress);
    }

    synchronized long decided() {
        return decided;
    }

    synchronized int parked() {
        return parked;
    }

    synchronized Map<Why, Long> ignored() {
        return Map.copyOf(ignored);
    }
}
