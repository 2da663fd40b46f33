package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EngineSettingsTest {
    @Test
    void shouldNameTheMetricsOfEachRunOtherwise() {
        assertThat(settings(1).getProperty("custom.metric.tags"))
                .isNotEqualTo(settings(2).getProperty("custom.metric.tags"));
    }

    @Test
    void shouldStoreThePositionOfEachRunUnderTheSameKey() {
        assertThat(settings(1).getProperty("name")).isEqualTo(settings(2).getProperty("name"));
        assertThat(settings(1).getProperty("topic.prefix"))
                .isEqualTo(settings(2).getProperty("topic.prefix"));
    }

    private static Properties settings(int run) {
        return EngineSettings.of(
                new DatabaseProperties("jdbc:postgresql://127.0.0.1/hm", "hm", "secret"),
                new CaptureProperties("modelsync", Duration.ofMillis(20), 2048, Duration.ofMinutes(5)),
                run);
    }
}
