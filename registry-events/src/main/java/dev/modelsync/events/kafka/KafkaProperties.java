package dev.modelsync.events.kafka;

import dev.modelsync.contract.EventDeserializer;
import dev.modelsync.contract.TopicScan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param properties passed on to every client as they are: security, serialisers of a schema registry
 */
@ConfigurationProperties("modelsync.kafka")
public record KafkaProperties(
        @Nullable String bootstrapServers, @DefaultValue Map<String, String> properties) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public KafkaProperties {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.bootstrap-servers is missing; allowed: host:port, separated by commas");
        }
        properties = Map.copyOf(properties);
    }

    /** What every client needs, by Kafka's names; a new map that the caller may add to. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    /** Of the values of our topics, with what the properties name; for one thread. */
    EventDeserializer valueDeserializer() {
        return EventDeserializer.of(client());
    }

    /** A scan of our topics, to be begun. What cannot be read is a value as well. */
    public TopicScan<String, TopicValue> scan() {
        Map<String, Object> client = client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new TopicScan<>(
                new KafkaConsumer<>(client, new StringDeserializer(), new TopicValueDeserializer(this)), PATIENCE);
    }

    /** Without the pass-through properties, which may hold passwords. */
    @Override
    public String toString() {
        return "KafkaProperties[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
    }
}
