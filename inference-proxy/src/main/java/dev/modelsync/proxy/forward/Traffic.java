package dev.modelsync.proxy.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times requests. Labels are of closed sets: an outcome, and the code of a refusal or the class of the
 * provider's status.
 */
final class Traffic {
    private static final String REQUESTS = "modelsync.proxy.requests";
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };
    private static final int CLASSES = 6;
    private static final int HUNDRED = 100;

    private final Timer[] refused = new Timer[Refusal.values().length];
    private final Timer[] answered = new Timer[CLASSES];
    private final Timer callerLeft;
    private final Timer brokenOff;
    private final AtomicInteger underWay = new AtomicInteger();

    Traffic(MeterRegistry registry) {
        for (Refusal refusal : Refusal.values()) {
            refused[refusal.ordinal()] = timer(registry, "refused", refusal.name());
        }
        for (int i = 0; i < CLASSES; i++) {
            answered[i] = timer(registry, "answered", i + "xx");
        }
        callerLeft = timer(registry, "caller_left", "");
        brokenOff = timer(registry, "broken_off", "");
        Gauge.builder("modelsync.proxy.requests.active", underWay, AtomicInteger::get)
                .register(registry);
    }

    void begun() {
        underWay.incrementAndGet();
    }

    void ended() {
        underWay.decrementAndGet();
    }

    void refused(Refusal why, long began) {
        refused[why.ordinal()].record(since(began));
    }

    /** The provider's answer went through to its end. */
    void answered(int status, long began) {
        answered[Math.min(status / HUNDRED, CLASSES - 1)].record(since(began));
    }

    /** The caller went away before it had the whole answer. */
    void callerLeft(long began) {
        callerLeft.record(since(began));
    }

    /** The provider went away in the middle of its answer, or stopped sending. */
    void brokenOff(long began) {
        brokenOff.record(since(began));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Timer timer(MeterRegistry registry, String outcome, String code) {
        return Timer.builder(REQUESTS)
                .tag("outcome", outcome)
                .tag("code", code)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
