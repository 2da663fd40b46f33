package dev.modelsync.sync.report;

import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.journal.ApplyResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one cluster's worker tells Prometheus. Labels are of small, closed sets: never a service, an
 * address or the text of an error. Nothing here asks a database: gauges show what was read last.
 */
public final class ClusterMetrics {
    private static final String CLUSTER = "cluster";
    private static final String IGNORED = "ignored";
    private static final Duration[] PROPAGATION = seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600);
    private static final Duration[] APPLYING = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Tags cluster;
    private final Timer propagation;
    private final Counter removalsBlocked;
    private final MultiGauge outOfSync;

    public ClusterMetrics(MeterRegistry registry, String clusterId, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.cluster = Tags.of(CLUSTER, clusterId);
        this.propagation = Timer.builder("modelsync.propagation")
                .description("From the change in Hybrid Manager to the commit that applied it")
                .tags(cluster)
                .serviceLevelObjectives(PROPAGATION)
                .register(registry);
        this.removalsBlocked = Counter.builder("modelsync.removals.blocked")
                .description("How often removals were held back for approval")
                .tags(cluster)
                .register(registry);
        this.outOfSync = MultiGauge.builder("modelsync.out.of.sync.models")
                .description("Owned models that differ from the journal, by the last comparison")
                .tags(cluster)
                .register(registry);
    }

    /** How an attempt at a batch ended. */
    public enum Attempt {
        APPLIED,
        HELD,
        FAILED
    }

    public void committed(BatchOutcome.Committed batch) {
        for (ApplyResult result : batch.results()) {
            count(result.kind().name(), result.result().name(), 1);
            Duration age = Duration.between(result.change().occurredAt(), clock.instant());
            propagation.record(age.isNegative() ? Duration.ZERO : age);
        }
        batch.ignored().forEach((why, times) -> count(IGNORED, why.name(), times));
    }

    private void count(String type, String outcome, int times) {
        Counter.builder("modelsync.events")
                .description("Changes decided, and records that asked for nothing")
                .tags(cluster)
                .tag("type", lower(type))
                .tag("outcome", lower(outcome))
                .register(registry)
                .increment(times);
    }

    public Timer.Sample attemptBegins() {
        return Timer.start(registry);
    }

    public void attemptEnded(Timer.Sample attempt, Attempt outcome) {
        attempt.stop(Timer.builder("modelsync.apply.duration")
                .description("One attempt at a batch of changes")
                .tags(cluster)
                .tag("outcome", lower(outcome.name()))
                .serviceLevelObjectives(APPLYING)
                .register(registry));
    }

    /** Removals were held back once more. */
    public void removalsBlocked() {
        removalsBlocked.increment();
    }

    /** What the last comparison found, by kind of difference; a kind that is not in it is gone. */
    public void outOfSync(Map<String, Integer> modelsByKind) {
        List<MultiGauge.Row<?>> rows = modelsByKind.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        found -> MultiGauge.Row.of(Tags.of("kind", lower(found.getKey())), found.getValue()))
                .toList();
        outOfSync.register(rows, true);
    }

    /** @param value NaN as long as it is not known */
    public void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tags(cluster)
                .tags(tags)
                .register(registry);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Duration[] seconds(double... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(Math.round(bounds[i] * 1000));
        }
        return durations;
    }
}
