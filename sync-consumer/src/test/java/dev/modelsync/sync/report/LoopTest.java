package dev.modelsync.sync.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final TestClock clock = new TestClock();
    private final Loop loop = new Loop(clock);

    @Test
    void shouldBeStuckOnlyWhenItHasNotComeRoundForLong() {
        clock.pass(LIMIT);
        assertThat(loop.stuck(LIMIT)).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        assertThat(loop.stuck(LIMIT)).hasValueSatisfying(why -> assertThat(why).contains(START.toString()));

        loop.turned(false);
        assertThat(loop.stuck(LIMIT)).isEmpty();
    }

    @Test
    void shouldBeStuckWhenRecordsWaitAndNoneIsTaken() {
        loop.turned(true);
        clock.pass(LIMIT.plusSeconds(1));
        loop.turned(true);

        assertThat(loop.stuck(LIMIT)).hasValueSatisfying(why -> assertThat(why).contains("records wait"));
    }

    @Test
    void shouldNotBeStuckHoweverLongAttemptsFail() {
        for (int attempt = 0; attempt < 100; attempt++) {
            loop.took(START);
            clock.pass(Duration.ofMinutes(1));
        }

        assertThat(loop.stuck(LIMIT)).isEmpty();
        assertThat(loop.behind()).isEqualTo(Duration.ofMinutes(100));
    }

    @Test
    void shouldTellHowLongTheOldestRecordWaits() {
        loop.took(START.minusSeconds(10));
        assertThat(loop.behind()).isEqualTo(Duration.ofSeconds(10));

        loop.done(START.minusSeconds(4), true);
        assertThat(loop.behind()).isEqualTo(Duration.ofSeconds(4));

        loop.turned(false);
        assertThat(loop.behind()).isZero();
    }

    @Test
    void shouldNotBeAheadOfRecordsFromAClockThatIsFast() {
        loop.took(START.plusSeconds(10));
        assertThat(loop.behind()).isZero();
    }

    private static final class TestClock extends Clock {
        private Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
