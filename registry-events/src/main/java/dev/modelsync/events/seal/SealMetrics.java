package dev.modelsync.events.seal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * {@code modelsync.seal.records}, by what was written, and {@code modelsync.seal.obstructed}, by what is in the way.
 */
final class SealMetrics implements MeterBinder {
    private static final String RECORDS = "modelsync.seal.records";

    private final SealProgress progress;

    SealMetrics(SealProgress progress) {
        this.progress = progress;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(RECORDS, progress, SealProgress::sealed)
                .description("Credentials that were sealed for clusters, or withdrawn from them")
                .tag("kind", "sealed")
                .register(registry);
        FunctionCounter.builder(RECORDS, progress, SealProgress::withdrawn)
                .tag("kind", "withdrawn")
                .register(registry);
        for (Obstacle obstacle : Obstacle.values()) {
            Gauge.builder(
                            "modelsync.seal.obstructed",
                            progress,
                            seen -> seen.seen().obstructed().getOrDefault(obstacle, 0L))
                    .description("Credentials that cannot be sealed for now")
                    .tag("obstacle", obstacle.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
