package dev.modelsync.sync.settings;

import dev.modelsync.contract.EventDeserializer;
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
 * @param properties further client settings by their Kafka names, for every client: security, serialisers, tuning;
 *     those that carry our guarantees cannot be set
 */
@ConfigurationProperties("modelsync.kafka")
public record KafkaSettings(
        @Nullable List<String> bootstrapServers, @Nullable Map<String, String> properties) {

    private static final Map<String, Object> CONSUMER_GUARANTEES = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    private static final Map<String, Object> PRODUCER_GUARANTEES =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);

    private static final int RECORDS_AT_ONCE = 2000;
    private static final int SCAN_WAIT_MS = 10;
    private static final int METADATA_AGE_MS = 10_000;
    /** After this time a killed worker's partitions go to its successor; a mistaken handover harms nothing. */
    private static final int SESSION_MS = 6_000;

    private static final int HEARTBEAT_MS = 2_000;
    private static final int SEND_WITHIN_MS = 15_000;
    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final int REPORT_BLOCK_MS = 2_000;
    private static final int REPORT_BYTES = 16 * 1024 * 1024;

    public KafkaSettings {
        bootstrapServers = bootstrapServers == null ? List.of() : List.copyOf(bootstrapServers);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException("modelsync.kafka.bootstrap-servers: missing, needed is host:port[,...]");
        }
        TreeSet<String> refused = new TreeSet<>(CONSUMER_GUARANTEES.keySet());
        refused.addAll(PRODUCER_GUARANTEES.keySet());
        refused.add(CommonClientConfigs.GROUP_ID_CONFIG);
        refused.retainAll(properties.keySet());
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("modelsync.kafka.properties: " + refused
                    + " cannot be set, they carry the guarantees of the worker");
        }
    }

    public Map<String, Object> consumer(String group) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        settings.putAll(common());
        settings.putAll(CONSUMER_GUARANTEES);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** For commands: a group that has read none yet reads all of them; those of the past are known to be so. */
    public Map<String, Object> commandConsumer(String group) {
        Map<String, Object> settings = consumer(group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    /** For one who reads a topic from its beginning and keeps no position. */
    public Map<String, Object> reader(String clientId) {
        Map<String, Object> settings = consumer("");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return settings;
    }

    /** As {@link #reader}, for one who reads to the end and no further: its close waits for what it has asked for. */
    public Map<String, Object> scanner(String clientId) {
        Map<String, Object> settings = reader(clientId);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SCAN_WAIT_MS);
        return settings;
    }

    public Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SEND_WITHIN_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_WITHIN_MS);
        settings.putAll(common());
        settings.putAll(PRODUCER_GUARANTEES);
        return settings;
    }

    /**
     * For reports and inventories. It gives up soon, because the next one tells more; an inventory of
     * very many models is one record.
     */
    public Map<String, Object> reportProducer() {
        Map<String, Object> settings = producer();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REPORT_BLOCK_MS);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REPORT_BYTES);
        return settings;
    }

    public Map<String, Object> admin() {
        Map<String, Object> settings = common();
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return settings;
    }

    /** A new reader of values, with what the client settings name; for one thread. */
    public EventDeserializer valueDeserializer() {
        return EventDeserializer.of(given());
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
