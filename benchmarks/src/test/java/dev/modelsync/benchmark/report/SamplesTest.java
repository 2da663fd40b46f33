package dev.modelsync.benchmark.report;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SamplesTest {
    private final Samples odd = new Samples(List.of(5.0, 1.0, 3.0));

    @Test
    void shouldTellTheMedianAndTheSpread() {
        assertThat(odd.median()).isEqualTo(3);
        assertThat(odd.least()).isEqualTo(1);
        assertThat(odd.most()).isEqualTo(5);
        assertThat(new Samples(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
    }

    @Test
    void shouldCompareRoundByRound() {
        Samples other = new Samples(List.of(10.0, 1.0, 1.0));
        assertThat(odd.with(other, (a, b) -> a / b).rounds()).containsExactly(0.5, 1.0, 3.0);
    }

    @Test
    void shouldRefuseToCompareWhatWasNotMeasuredTogether() {
        Samples two = new Samples(List.of(1.0, 2.0));
        assertThatThrownBy(() -> odd.with(two, Double::sum)).hasMessage("3 rounds beside 2");
    }

    @Test
    void shouldNotBeEmpty() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
