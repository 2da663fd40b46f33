package dev.modelsync.sync.worker;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.RemovalStops;
import dev.modelsync.sync.consume.DriftWatch;
import dev.modelsync.sync.heartbeat.Safeguards;
import dev.modelsync.sync.report.ClusterMetrics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was known of removals that wait, of drift and of a rebuild when the database was last asked. */
final class KnownSafeguards implements Safeguards {
    private final RemovalStops stops;
    private final BatchApplier applier;
    private final DriftWatch drift;
    private final ClusterMetrics metrics;
    private volatile Optional<Stop> stop = Optional.empty();
    private volatile boolean rebuilding;

    KnownSafeguards(RemovalStops stops, BatchApplier applier, DriftWatch drift, ClusterMetrics metrics) {
        this.stops = stops;
        this.applier = applier;
        this.drift = drift;
        this.metrics = metrics;
    }

    /** On the housekeeping's thread. A stop counts once, however often its batch is tried again. */
    void read() {
        Optional<Stop> found = stops.open()
                .map(open -> new Stop(
                        open.stop().id(),
                        open.stop().models().size(),
                        open.stop().owned(),
                        open.since()));
        if (found.isPresent() && !found.equals(stop)) {
            metrics.removalsBlocked();
        }
        stop = found;
        rebuilding = applier.rebuilding().isPresent();
    }

    @Override
    public Optional<Stop> stop() {
        return stop;
    }

    @Override
    public OptionalInt driftedModels() {
        return drift.drifted().map(Map::size).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public boolean isRebuilding() {
        return rebuilding;
    }
}
