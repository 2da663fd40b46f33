package dev.modelsync.proxy.topics;

import dev.modelsync.contract.EventDeserializer;
import dev.modelsync.contract.EventSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How Kafka is reached.
 *
 * @param properties further client settings by their Kafka names, for every client: security, deserialiser, tuning;
 *     those that carry our promises cannot be set
 */
@ConfigurationProperties("modelsync.kafka")
record KafkaSettings(
        @Nullable List<String> bootstrapServers, @Nullable Map<String, String> properties) {

    private static final Map<String, Object> PROMISES = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    private static final Map<String, Object> OF_REPORTS =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    private static final int REPORT_BLOCK_MS = 2_000;
    private static final int REPORT_WITHIN_MS = 10_000;
    private static final int RECORDS_AT_ONCE = 2000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    KafkaSettings {
        bootstrapServers = bootstrapServers == null ? List.of() : List.copyOf(bootstrapServers);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException("modelsync.kafka.bootstrap-servers: missing, needed is host:port[,...]");
        }
        TreeSet<String> refused = new TreeSet<>(PROMISES.keySet());
        refused.addAll(OF_REPORTS.keySet());
        refused.add(CommonClientConfigs.GROUP_ID_CONFIG);
        refused.retainAll(properties.keySet());
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.properties: " + refused + " cannot be set, they carry the promises of the proxy");
        }
    }

    /** For a reader without a group, which assigns its partitions itself. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        settings.putAll(common());
        settings.putAll(PROMISES);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** For reports. It gives up soon, because the next one tells more. */
    Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, REPORT_WITHIN_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REPORT_BLOCK_MS);
        settings.putAll(common());
        settings.putAll(OF_REPORTS);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** A new writer of values, with what the client settings name. */
    EventSerializer valueSerializer() {
        return EventSerializer.of(given());
    }

    Map<String, Object> admin() {
        Map<String, Object> settings = common();
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return settings;
    }

    /** A new reader of values, with what the client settings name; for one thread. */
    EventDeserializer valueDeserializer() {
        return EventDeserializer.of(given());
    }

    /** Values may be passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", properties=" + given().keySet() + "]";
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>(given());
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers == null ? List.of() : bootstrapServers);
        return settings;
    }

    private Map<String, String> given() {
        return properties == null ? Map.of() : properties;
    }
}
