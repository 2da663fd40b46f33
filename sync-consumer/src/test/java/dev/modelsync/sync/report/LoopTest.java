package dev.modelsync.sync.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final MutableClock clock = MutableClock.of(START, ZoneOffset.UTC);
    private final Loop loop = new Loop(clock);

    @Test
    void shouldBeStuckOnlyWhenItHasNotComeRoundForLong() {
        clock.add(LIMIT);
        assertThat(loop.stuck(LIMIT)).isEmpty();

        clock.add(Duration.ofSeconds(1));
        assertThat(loop.stuck(LIMIT)).hasValueSatisfying(why -> assertThat(why).contains(START.toString()));

        loop.turned(false);
        assertThat(loop.stuck(LIMIT)).isEmpty();
    }

    @Test
    void shouldBeStuckWhenRecordsWaitAndNoneIsTaken() {
        loop.turned(true);
        clock.add(LIMIT.plusSeconds(1));
        loop.turned(true);

        assertThat(loop.stuck(LIMIT)).hasValueSatisfying(why -> assertThat(why).contains("records wait"));
    }

    @Test
    void shouldNotBeStuckHoweverLongAttemptsFail() {
        for (int attempt = 0; attempt < 100; attempt++) {
            loop.took(START);
            clock.add(Duration.ofMinutes(1));
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
}
