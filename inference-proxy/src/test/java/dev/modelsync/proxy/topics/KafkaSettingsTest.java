package dev.modelsync.proxy.topics;

import dev.modelsync.proxy.Bound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaSettingsTest {
    @Test
    void shouldReadEveryKeyAndKeepItsPromises() {
        KafkaSettings kafka = Bound.properties(
                "modelsync.kafka",
                KafkaSettings.class,
                Map.of(
                        "modelsync.kafka.bootstrap-servers", "a:1,b:2",
                        "modelsync.kafka.properties.sasl.jaas.config", "hush"));

        assertThat(kafka.consumer())
                .containsEntry("bootstrap.servers", List.of("a:1", "b:2"))
                .containsEntry("sasl.jaas.config", "hush")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKey("group.id");
        assertThat(kafka.admin()).containsEntry("sasl.jaas.config", "hush");
        assertThat(kafka).asString().doesNotContain("hush");
    }

    @Test
    void shouldNeedServers() {
        assertThatThrownBy(() -> new KafkaSettings(List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.kafka.bootstrap-servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.id", "enable.auto.commit", "auto.offset.reset", "isolation.level"})
    void shouldRefuseWhatWouldWeakenIt(String property) {
        assertThatThrownBy(() -> new KafkaSettings(List.of("a:1"), Map.of(property, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(property);
    }

    @Test
    void shouldNameADeserialiserThatIsNotThere() {
        KafkaSettings kafka = new KafkaSettings(List.of("a:1"), Map.of("value.deserializer", "com.example.None"));

        assertThatThrownBy(kafka::valueDeserializer)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("com.example.None");
    }
}
