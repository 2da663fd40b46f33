package dev.modelsync.events.probe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeMetricsTest {
    @Test
    void shouldCountWhatIsFoundByResult() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ProbeMetrics metrics = new ProbeMetrics();
        metrics.bindTo(registry);

        metrics.count(Finding.ready(null));
        metrics.count(Finding.of(ProbeCause.BAD_KEY, null));
        metrics.count(Finding.of(ProbeCause.BAD_KEY, null));

        assertThat(count(registry, "ready")).isEqualTo(1);
        assertThat(count(registry, "bad_key")).isEqualTo(2);
        assertThat(count(registry, "tls")).isZero();
    }

    private static double count(MeterRegistry registry, String result) {
        return registry.get("modelsync.probe.findings")
                .tag("result", result)
                .functionCounter()
                .count();
    }
}
