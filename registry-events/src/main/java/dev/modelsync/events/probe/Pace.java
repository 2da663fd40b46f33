package dev.modelsync.events.probe;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When the next probe is due. */
final class Pace {
    private static final double SPREAD = 0.1;
    /** A question, and the one that is asked instead. */
    private static final int REQUESTS = 2;
    /** Reading credentials and writing the result. */
    private static final Duration REST = Duration.ofSeconds(20);

    private final ProbeProperties properties;
    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    Pace(ProbeProperties properties, DoubleSupplier random) {
        this.properties = properties;
        this.random = random;
    }

    /** Spread, so that services which were registered together are not probed together for ever. */
    Duration next(Verdict verdict) {
        return verdict.confirmed() ? spread(properties.interval()) : properties.confirmAfter();
    }

    /** After which another instance takes over a probe that has not ended. */
    Duration lease() {
        return properties.timeout().multipliedBy(2L * REQUESTS).plus(REST);
    }

    private Duration spread(Duration interval) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
        return Duration.ofMillis(Math.round(interval.toMillis() * factor));
    }
}
