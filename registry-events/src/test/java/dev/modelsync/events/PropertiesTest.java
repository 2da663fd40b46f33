package dev.modelsync.events;

import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.kafka.KafkaProperties;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PropertiesTest {
    @Test
    void shouldReadTheDatabase() {
        DatabaseProperties database = bind(
                "modelsync.database",
                DatabaseProperties.class,
                Map.of(
                        "modelsync.database.url",
                        "jdbc:postgresql://db.example.com:6432/hm?sslmode=verify-full&options=-c%20x%3Dy",
                        "modelsync.database.username",
                        "capture",
                        "modelsync.database.password",
                        "hush"));

        assertThat(database.host()).isEqualTo("db.example.com");
        assertThat(database.port()).isEqualTo(6432);
        assertThat(database.name()).isEqualTo("hm");
        assertThat(database.parameters()).isEqualTo(Map.of("sslmode", "verify-full", "options", "-c x=y"));
        assertThat(database.username()).isEqualTo("capture");
        assertThat(database).asString().doesNotContain("hush");
    }

    @Test
    void shouldHaveDefaultsForTheDatabase() {
        DatabaseProperties database = bind(
                "modelsync.database",
                DatabaseProperties.class,
                Map.of("modelsync.database.url", "jdbc:postgresql://db/hm"));

        assertThat(database.port()).isEqualTo(5432);
        assertThat(database.username()).isEqualTo("postgres");
        assertThat(database.password()).isEmpty();
        assertThat(database.parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://db/hm",
                "jdbc:postgresql:hm",
                "jdbc:postgresql://a,b/hm",
                "jdbc:postgresql://u:hush@db/hm"
            })
    void shouldRefuseAnotherUrl(String url) {
        assertThatThrownBy(() -> new DatabaseProperties(url, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.database.url")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void shouldPassClientPropertiesOn() {
        KafkaProperties kafka = bind(
                "modelsync.kafka",
                KafkaProperties.class,
                Map.of(
                        "modelsync.kafka.bootstrap-servers",
                        "a:1,b:2",
                        "modelsync.kafka.properties.sasl.jaas.config",
                        "hush",
                        "modelsync.kafka.properties[security.protocol]",
                        "SASL_SSL"));

        assertThat(kafka.client())
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("sasl.jaas.config", "hush")
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(kafka).asString().doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "dev.modelsync.events.kafka.TopicProperties, modelsync.kafka.topics.partitions, 0",
        "dev.modelsync.events.kafka.TopicProperties, modelsync.kafka.topics.min-insync-replicas, 2",
        "dev.modelsync.events.kafka.KafkaProperties, modelsync.kafka.bootstrap-servers, ' '",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture.slot-name, Not-A-Slot",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture.poll-interval, 0ms",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture.max-batch-size, 0",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture.compare-interval, 999ms",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration.retention, -1s",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration.switch-patience, -1s",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration.purge-interval, 0s",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration.idempotency-retention, -1s",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.interval, 999ms",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.timeout, 0s",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.timeout, 3m",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.confirm-after, -1s",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.concurrency, 0",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe.concurrency, 257",
        "dev.modelsync.events.web.guard.WebProperties, modelsync.web.allowed-hosts, https://hm.example.com",
        "dev.modelsync.events.web.guard.WebProperties, modelsync.web.allowed-hosts, hm.example.com:8080"
    })
    void shouldNameTheViolation(Class<?> type, String key, String value) {
        String prefix = key.substring(0, key.lastIndexOf('.'));

        assertThatThrownBy(() -> bind(prefix, type, Map.of(key, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix)
                .message()
                .contains("allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "dev.modelsync.events.kafka.TopicProperties, modelsync.kafka.topics,"
                + " 'TopicProperties[partitions=3, replicationFactor=1, minInsyncReplicas=1]'",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture,"
                + " 'CaptureProperties[slotName=modelsync, pollInterval=PT0.02S, maxBatchSize=2048, compareInterval=PT5M]'",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration,"
                + " 'RegistrationProperties[allowPrivateEndpoints=false, retention=PT720H, switchPatience=PT168H,"
                + " purgeInterval=PT1H, idempotencyRetention=PT24H]'",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe,"
                + " 'ProbeProperties[enabled=true, interval=PT5M, timeout=PT10S, confirmAfter=PT5S, concurrency=16]'",
        "dev.modelsync.events.web.guard.WebProperties, modelsync.web, 'WebProperties[allowedHosts=[]]'"
    })
    void shouldHaveDefaults(Class<?> type, String prefix, String expected) {
        assertThat(bind(prefix, type, Map.of())).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.modelsync.events.kafka.TopicProperties, modelsync.kafka.topics,"
                + " 'partitions=7 replication-factor=3 min-insync-replicas=2',"
                + " 'TopicProperties[partitions=7, replicationFactor=3, minInsyncReplicas=2]'",
        "dev.modelsync.events.capture.CaptureProperties, modelsync.capture,"
                + " 'slot-name=other poll-interval=1s max-batch-size=1 compare-interval=1s',"
                + " 'CaptureProperties[slotName=other, pollInterval=PT1S, maxBatchSize=1, compareInterval=PT1S]'",
        "dev.modelsync.events.registration.RegistrationProperties, modelsync.registration,"
                + " 'allow-private-endpoints=true retention=0s switch-patience=3s purge-interval=1s idempotency-retention=2s',"
                + " 'RegistrationProperties[allowPrivateEndpoints=true, retention=PT0S, switchPatience=PT3S,"
                + " purgeInterval=PT1S, idempotencyRetention=PT2S]'",
        "dev.modelsync.events.probe.ProbeProperties, modelsync.probe,"
                + " 'enabled=false interval=1s timeout=1ms confirm-after=0s concurrency=256',"
                + " 'ProbeProperties[enabled=false, interval=PT1S, timeout=PT0.001S, confirmAfter=PT0S, concurrency=256]'",
        "dev.modelsync.events.web.guard.WebProperties, modelsync.web, 'allowed-hosts=hm.example.com,hm',"
                + " 'WebProperties[allowedHosts=[hm.example.com, hm]]'"
    })
    void shouldMapEveryKey(Class<?> type, String prefix, String settings, String expected) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=");
            properties.put(prefix + '.' + parts[0], parts[1]);
        }

        assertThat(bind(prefix, type, properties)).hasToString(expected);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
