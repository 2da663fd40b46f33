package dev.modelsync.sync.apply;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When removals need an approval, with the limits of 100 models and 50 percent. */
class RemovalLimitsTest {

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "0, 0, true",
        "1, 1, true",
        "20, 20, true",
        "21, 42, true",
        "21, 41, false",
        "50, 100, true",
        "51, 100, false",
        "100, 1000, true",
        "101, 1000000, false"
    })
    void shouldAllowAFewAlwaysAndManyOnlyAsASmallPart(int removals, int owned, boolean allowed) {
        assertThat(new RemovalLimits(100, 50).allow(removals, owned)).isEqualTo(allowed);
    }
}
