package dev.modelsync.events.fleet;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FleetPropertiesTest {

    @Test
    void shouldHaveDefaults() {
        assertThat(bind(Map.of()).silentAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldTakeWhatIsGiven() {
        assertThat(bind(Map.of("modelsync.fleet.silent-after", "2m")).silentAfter())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FleetProperties(Duration.ZERO))
                .withMessageContaining("modelsync.fleet.silent-after is 'PT0S'; allowed: a positive time");
    }

    private static FleetProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("modelsync.fleet", FleetProperties.class);
    }
}
