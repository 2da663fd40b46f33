package dev.modelsync.sync.settings;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KafkaSettingsTest {
    private static final List<String> SERVERS = List.of("127.0.0.1:9092");

    @Test
    void shouldCarryTheGuaranteesByDefault() {
        KafkaSettings settings = new KafkaSettings(SERVERS, null);

        assertThat(settings.consumer("group"))
                .containsEntry("bootstrap.servers", SERVERS)
                .containsEntry("group.id", "group")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("value.deserializer", ByteArrayDeserializer.class);
        assertThat(settings.producer()).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldPassFurtherClientSettingsOn() {
        KafkaSettings settings = new KafkaSettings(
                SERVERS, Map.of("security.protocol", "SSL", "max.poll.records", "50", "value.deserializer", reader()));

        assertThat(settings.consumer("group"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("max.poll.records", "50")
                .containsEntry("value.deserializer", ByteArrayDeserializer.class);
        assertThat(settings.producer()).containsEntry(ProducerConfig.LINGER_MS_CONFIG, 0);
        assertThat(settings.admin()).containsEntry("security.protocol", "SSL");
        assertThat(settings.producer()).containsEntry("value.deserializer", reader());
    }

    @Test
    void shouldNotLetOneWaitWhoReadsToTheEndAndIsClosed() {
        KafkaSettings settings = new KafkaSettings(SERVERS, null);

        assertThat(settings.scanner("id"))
                .containsEntry("client.id", "id")
                .containsEntry("fetch.max.wait.ms", 10)
                .doesNotContainKey("group.id");
        assertThat(settings.reader("id")).doesNotContainKey("fetch.max.wait.ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "enable.auto.commit",
                "isolation.level",
                "auto.offset.reset",
                "group.id"
            })
    void shouldRefuseToWeakenAGuarantee(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSettings(SERVERS, Map.of(setting, "x")))
                .withMessageContaining(setting);
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSettings(null, null))
                .withMessageContaining("modelsync.kafka.bootstrap-servers");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new KafkaSettings(SERVERS, Map.of("value.deserializer", "no.Such")).valueDeserializer())
                .withMessageContaining("no.Such");
    }

    private static String reader() {
        return StringDeserializer.class.getName();
    }
}
