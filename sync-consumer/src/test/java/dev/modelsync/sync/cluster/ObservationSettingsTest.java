package dev.modelsync.sync.cluster;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ObservationSettingsTest {

    @Test
    void shouldHaveDefaults() {
        ObservationSettings settings = new ObservationSettings(null, null, null);

        assertThat(settings.heartbeatInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.inventoryInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.stuckAfter()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObservationSettings(Duration.ofSeconds(16), Duration.ZERO, Duration.ofMillis(5)))
                .withMessageContaining("modelsync.heartbeat-interval: 'PT16S', allowed are PT0.001S to PT15S")
                .withMessageContaining("modelsync.inventory-interval: 'PT0S'")
                .withMessageContaining("modelsync.stuck-after: 'PT0.005S', allowed are PT1S to PT24H");
    }
}
