package dev.modelsync.events.probe;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether endpoints are probed regularly; what a request orders is probed always
 * @param interval between two probes of an endpoint, give or take a tenth
 * @param timeout of one request, from resolving the name to the end of the answer
 * @param confirmAfter how long after a failure that may pass the endpoint is looked at again
 * @param concurrency how many regular probes an instance has under way at once, and as many that requests order
 */
@ConfigurationProperties("modelsync.probe")
record ProbeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration interval,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration confirmAfter,
        @DefaultValue("16") int concurrency) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST = 256;

    ProbeProperties {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("modelsync.probe.interval is " + interval + "; allowed: 1 s and more");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("modelsync.probe.timeout is " + timeout + "; allowed: 1 ms to 2 min");
        }
        if (confirmAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "modelsync.probe.confirm-after is " + confirmAfter + "; allowed: 0 and more");
        }
        if (concurrency < 1 || concurrency > MOST) {
            throw new IllegalArgumentException(
                    "modelsync.probe.concurrency is " + concurrency + "; allowed: 1 to " + MOST);
        }
    }
}
