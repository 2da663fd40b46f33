package dev.modelsync.sync.replay;

import dev.modelsync.sync.replay.Selection.OffsetSpan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionTest {
    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-11-26T11:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "openai-prod, openai-prod, true",
        "openai-prod, openai-prod2, false",
        "openai-*, openai-prod, true",
        "openai-*, my-openai-prod, false",
        "*.prod, a.prod, true",
        "*.prod, axprod, false",
        "a*b*c, a-b-x-b-c, true",
        "*, anything, true"
    })
    void shouldFitNames(String pattern, String name, boolean fits) {
        assertThat(new Selection(List.of(pattern, "other"), null, null, List.of()).fits(name))
                .isEqualTo(fits);
    }

    @Test
    void shouldMeanAllWhereItNamesNone() {
        Selection all = new Selection(List.of(), null, null, List.of());

        assertThat(all.fits("any")).isTrue();
        assertThat(all.spans(7, 99, TEN)).isTrue();
    }

    @Test
    void shouldSpanTimesFromTheFirstToBeforeTheSecond() {
        assertThat(times(TEN, ELEVEN).spans(0, 0, TEN)).isTrue();
        assertThat(times(TEN, ELEVEN).spans(0, 0, ELEVEN)).isFalse();
        assertThat(times(TEN, null).spans(0, 0, TEN.minusMillis(1))).isFalse();
        assertThat(times(null, TEN).spans(0, 0, TEN.minusMillis(1))).isTrue();
    }

    @Test
    void shouldSpanOffsetsOfThePartitionsThatAreNamed() {
        Selection offsets =
                new Selection(List.of(), null, null, List.of(new OffsetSpan(1, 10, 20), new OffsetSpan(2, 5, 6)));

        assertThat(offsets.spans(1, 10, TEN)).isTrue();
        assertThat(offsets.spans(1, 20, TEN)).isFalse();
        assertThat(offsets.spans(2, 5, TEN)).isTrue();
        assertThat(offsets.spans(0, 10, TEN)).isFalse();
    }

    private static Selection times(@Nullable Instant from, @Nullable Instant to) {
        return new Selection(List.of(), from, to, List.of());
    }
}
