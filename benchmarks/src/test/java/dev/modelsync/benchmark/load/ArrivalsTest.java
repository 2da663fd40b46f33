package dev.modelsync.benchmark.load;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ArrivalsTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final Arrivals arrivals = Arrivals.atRandom(42, 1000, LENGTH);

    @Test
    void shouldComeAtTheRateInGrowingOrderWithinTheLength() {
        assertThat((double) arrivals.count()).isCloseTo(10_000, within(400.0));
        assertThat(arrivals.offsets()).isSorted();
        assertThat(arrivals.offsets()[arrivals.count() - 1]).isLessThan(LENGTH.toNanos());
    }

    @Test
    void shouldComeIndependentlyOfEachOther() {
        long[] offsets = arrivals.offsets();
        int closerThanTheMean = 0;
        for (int i = 1; i < offsets.length; i++) {
            closerThanTheMean += offsets[i] - offsets[i - 1] < 1_000_000 ? 1 : 0;
        }
        // Of gaps in a Poisson process, 1 - 1/e are shorter than the mean.
        assertThat(closerThanTheMean / (double) offsets.length).isCloseTo(0.632, within(0.03));
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(Arrivals.atRandom(42, 1000, LENGTH).offsets()).isEqualTo(arrivals.offsets());
        assertThat(Arrivals.atRandom(43, 1000, LENGTH).offsets()).isNotEqualTo(arrivals.offsets());
    }
}
