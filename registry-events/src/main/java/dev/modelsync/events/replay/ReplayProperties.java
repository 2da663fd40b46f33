package dev.modelsync.events.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replays are given.
 *
 * @param planValidFor for how long a plan may be run, from when the worker made it
 * @param retention for how long a replay that is over stays; never shorter than a plan may be valid
 */
@ConfigurationProperties("modelsync.replay")
record ReplayProperties(
        @DefaultValue("1h") Duration planValidFor,
        @DefaultValue("90d") Duration retention) {
    private static final Duration LONGEST = Duration.ofDays(1);

    ReplayProperties {
        if (planValidFor.toMillis() < 1 || planValidFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("modelsync.replay.plan-valid-for is '" + planValidFor
                    + "'; allowed: a positive time such as 1h, at most 24h");
        }
        if (retention.compareTo(LONGEST) < 0) {
            throw new IllegalArgumentException(
                    "modelsync.replay.retention is '" + retention + "'; allowed: 24h and more, such as 90d");
        }
    }
}
