package dev.modelsync.events.publish;

import dev.modelsync.events.kafka.KafkaProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProducerSettingsTest {
    @Test
    void shouldCarryThePromise() {
        assertThat(ProducerSettings.of(kafka(Map.of())))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("linger.ms", 0)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .containsEntry("max.block.ms", Long.MAX_VALUE);
    }

    @Test
    void shouldPassOnWhatDoesNotWeakenIt() {
        assertThat(ProducerSettings.of(kafka(Map.of("value.serializer", "a.B", "acks", "-1", "linger.ms", "5"))))
                .containsEntry("value.serializer", "a.B")
                .containsEntry("linger.ms", "5")
                .containsEntry("acks", "all");
    }

    @Test
    void shouldRefuseEverythingThatWeakensIt() {
        Map<String, String> weak = Map.of(
                "acks", "1",
                "enable.idempotence", "false",
                "retries", "0",
                "max.in.flight.requests.per.connection", "6",
                "delivery.timeout.ms", "1000");

        assertThatThrownBy(() -> ProducerSettings.of(kafka(weak)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("properties.acks is 1")
                .hasMessageContaining("properties.enable.idempotence is false")
                .hasMessageContaining("properties.retries is 0")
                .hasMessageContaining("properties.max.in.flight.requests.per.connection is 6")
                .hasMessageContaining("properties.delivery.timeout.ms is 1000");
    }

    private static KafkaProperties kafka(Map<String, String> properties) {
        return new KafkaProperties("localhost:9092", properties);
    }
}
