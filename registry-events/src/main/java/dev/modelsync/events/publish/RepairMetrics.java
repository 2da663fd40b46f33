package dev.modelsync.events.publish;

import dev.modelsync.events.publish.Repair.Cause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** {@code modelsync.capture.repairs}, by cause and repair. */
final class RepairMetrics implements MeterBinder {
    private final RepairLog repairs;

    RepairMetrics(RepairLog repairs) {
        this.repairs = repairs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Cause cause : Cause.values()) {
            for (Repair repair : Repair.values()) {
                FunctionCounter.builder("modelsync.capture.repairs", repairs, log -> log.count(cause, repair))
                        .description("Differences between the table and the topic that a comparison has repaired")
                        .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                        .tag("repair", repair.tag())
                        .register(registry);
            }
        }
    }
}
