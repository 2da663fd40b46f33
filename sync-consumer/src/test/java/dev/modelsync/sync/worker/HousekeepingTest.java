package dev.modelsync.sync.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HousekeepingTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Housekeeping housekeeping = new Housekeeping("c1", "housekeeping-test", Clock.systemUTC());

    @AfterEach
    void stop() {
        housekeeping.stop();
    }

    @Test
    void shouldTryAChoreAgainThatFailed() throws Exception {
        CountDownLatch attempts = new CountDownLatch(3);
        housekeeping.every(SHORT, "failing", () -> {
            attempts.countDown();
            throw new IllegalStateException("always");
        });
        assertThat(attempts.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldNotLetAFailureHoldUpTheOthers() throws Exception {
        CountDownLatch others = new CountDownLatch(2);
        housekeeping.every(SHORT, "failing", () -> {
            throw new IllegalStateException("always");
        });
        housekeeping.every(SHORT, "working", () -> {
            others.countDown();
            return Optional.empty();
        });
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
