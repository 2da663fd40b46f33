package dev.modelsync.events.activity.log;

import dev.modelsync.events.kafka.SkippedRecords;
import dev.modelsync.events.kafka.SkippedRecords.Cause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** {@code modelsync.activity.skipped}, by cause. */
final class SkippedActivity implements MeterBinder {
    private final SkippedRecords skipped = new SkippedRecords("Activity");

    SkippedRecords records() {
        return skipped;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Cause cause : Cause.values()) {
            FunctionCounter.builder("modelsync.activity.skipped", skipped, records -> records.count(cause))
                    .description("Records that the activity log has passed over since the start")
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
