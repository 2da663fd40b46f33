package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Batch.Origin;
import java.util.Optional;
import java.util.Set;

/** Holds back a transaction that would remove more models than anybody is likely to mean. */
final class RemovalBrake {
    private final RemovalLimits limits;
    private final RemovalStops stops;
    /** True at first, for a predecessor may have left a stop behind. */
    private volatile boolean stopped = true;

    RemovalBrake(RemovalLimits limits, RemovalStops stops) {
        this.limits = limits;
        this.stops = stops;
    }

    /** Within the transaction that has removed the models: why it must be rolled back, if it must. */
    Optional<RemovalStop> check(Origin origin, Set<String> removed) {
        if (removed.isEmpty()) {
            return Optional.empty();
        }
        int owned = removed.size() + stops.ownedModels();
        RemovalStop stop = RemovalStop.of(origin, removed, owned);
        return limits.allow(removed.size(), owned) || stops.isApproved(stop) ? Optional.empty() : Optional.of(stop);
    }

    /** The same of removals of a replay that are planned and not made yet; one that has to wait is remembered. */
    Optional<RemovalStop> foresee(Set<String> removals) {
        int owned = stops.ownedModels();
        RemovalStop stop = RemovalStop.of(Origin.REPLAY, removals, owned);
        if (limits.allow(removals.size(), owned) || stops.isApproved(stop)) {
            return Optional.empty();
        }
        stopped(stop);
        return Optional.of(stop);
    }

    /** In a transaction of its own, after the other was rolled back. */
    void stopped(RemovalStop stop) {
        stopped = true;
        stops.remember(stop);
    }

    /**
     * Within a transaction that is not held back: what held another of that origin back is over. The approval of a replay
     * is for all of its transactions.
     */
    void passed(Origin origin) {
        if (origin == Origin.REPLAY) {
            return;
        }
        if (stopped || origin != Origin.RECORDS) {
            stops.end(origin);
        }
    }

    /** After a transaction of records that was not held back has been committed. */
    void released() {
        stopped = false;
    }
}
