package dev.modelsync.sync.settings;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

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
    void shouldTakeWhatIsGiven() {
        ObservationSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "modelsync.heartbeat-interval", "7s",
                        "modelsync.inventory-interval", "2m",
                        "modelsync.stuck-after", "1h")))
                .bindOrCreate("modelsync", ObservationSettings.class);

        assertThat(settings)
                .isEqualTo(new ObservationSettings(Duration.ofSeconds(7), Duration.ofMinutes(2), Duration.ofHours(1)));
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
