package dev.modelsync.sync.report;

import java.time.Duration;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The pauses between attempts: growing, capped, spread a little, without end. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SPREAD = Duration.ofMillis(50);

    private BackOffExecution execution = unlimited().start();

    public static BackOff unlimited() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST.toMillis(), ExponentialBackOff.DEFAULT_MULTIPLIER);
        backOff.setMaxInterval(LONGEST.toMillis());
        backOff.setJitter(SPREAD.toMillis());
        return backOff;
    }

    public Duration next() {
        return Duration.ofMillis(execution.nextBackOff());
    }

    public void reset() {
        execution = unlimited().start();
    }
}
