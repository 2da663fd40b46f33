package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.Bound;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportPropertiesTest {
    private static final String PREFIX = "modelsync.proxy.report";

    @Test
    void shouldHaveDefaults() {
        assertThat(Bound.properties(PREFIX, ReportProperties.class, Map.of()))
                .isEqualTo(new ReportProperties(null, Duration.ofSeconds(5)));
    }

    @Test
    void shouldMapEveryKey() {
        assertThat(Bound.properties(
                        PREFIX, ReportProperties.class, Map.of(PREFIX + ".id", "eu-1", PREFIX + ".interval", "2s")))
                .isEqualTo(new ReportProperties("eu-1", Duration.ofSeconds(2)));
    }

    @Test
    void shouldNameEveryViolation() {
        assertThatThrownBy(() -> new ReportProperties("a/b", Duration.ofSeconds(16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX + ".id: 'a/b'")
                .hasMessageContaining(PREFIX + ".interval: 'PT16S'");
        assertThatThrownBy(() -> new ReportProperties("", Duration.ofMillis(99)))
                .hasMessageContaining(PREFIX + ".id: ''")
                .hasMessageContaining(PREFIX + ".interval: 'PT0.099S'");
    }
}
