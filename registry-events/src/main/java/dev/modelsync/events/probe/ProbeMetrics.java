package dev.modelsync.events.probe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** {@code modelsync.probe.findings}, by result. */
final class ProbeMetrics implements MeterBinder {
    private static final String READY = "ready";

    private final Map<String, LongAdder> counts = new TreeMap<>();

    ProbeMetrics() {
        counts.put(READY, new LongAdder());
        for (ProbeCause cause : ProbeCause.values()) {
            counts.put(tag(cause), new LongAdder());
        }
    }

    void count(Finding finding) {
        ProbeCause cause = finding.cause();
        LongAdder count = counts.get(cause == null ? READY : tag(cause));
        if (count != null) {
            count.increment();
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.forEach(
                (result, count) -> FunctionCounter.builder("modelsync.probe.findings", count, LongAdder::doubleValue)
                        .description("Probes of endpoints, by what they found")
                        .tag("result", result)
                        .register(registry));
    }

    private static String tag(ProbeCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }
}
