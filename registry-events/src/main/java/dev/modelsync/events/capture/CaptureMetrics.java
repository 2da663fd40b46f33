package dev.modelsync.events.capture;

import dev.modelsync.events.capture.CaptureState.Phase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * {@code modelsync.capture.phase}: 1 for the phase that the capture is in, 0 for the others. Over all instances exactly one streams
 * while all is well.
 */
final class CaptureMetrics implements MeterBinder {
    private final RegistrationCapture capture;

    CaptureMetrics(RegistrationCapture capture) {
        this.capture = capture;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            Gauge.builder(
                            "modelsync.capture.phase",
                            capture,
                            seen -> seen.state().phase() == phase ? 1 : 0)
                    .description("1 for the phase that the capture is in")
                    .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
