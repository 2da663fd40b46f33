package dev.modelsync.events.replay;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReplayPropertiesTest {

    @Test
    void shouldHaveDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReplayProperties(Duration.ofHours(1), Duration.ofDays(90)));
    }

    @Test
    void shouldTakeWhatIsGiven() {
        assertThat(bind(Map.of("modelsync.replay.plan-valid-for", "20m", "modelsync.replay.retention", "30d")))
                .isEqualTo(new ReplayProperties(Duration.ofMinutes(20), Duration.ofDays(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H1S"})
    void shouldRefuseWhatMakesNoSense(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplayProperties(Duration.parse(time), Duration.ofDays(90)))
                .withMessageContaining("modelsync.replay.plan-valid-for is '")
                .withMessageContaining("allowed: a positive time such as 1h, at most 24h");
    }

    @Test
    void shouldNotForgetWhatMayStillBeRun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplayProperties(Duration.ofHours(1), Duration.parse("PT23H59M59S")))
                .withMessage("modelsync.replay.retention is 'PT23H59M59S'; allowed: 24h and more, such as 90d");
    }

    private static ReplayProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("modelsync.replay", ReplayProperties.class);
    }
}
