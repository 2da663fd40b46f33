package dev.modelsync.events.kafka;

import dev.modelsync.contract.SingleObjectDeserializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
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

    /** Reads the values of our topics: the shipped schemas, or what the properties name instead. */
    public Deserializer<?> valueDeserializer() {
        String configured = properties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        if (configured == null) {
            return new SingleObjectDeserializer();
        }
        try {
            Deserializer<?> deserializer = Utils.newInstance(configured, Deserializer.class);
            deserializer.configure(client(), false);
            return deserializer;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.properties." + ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG
                            + " names a class that is not there: " + configured,
                    e);
        }
    }

    /** Without the pass-through properties, which may hold passwords. */
    @Override
    public String toString() {
        return "KafkaProperties[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
    }
}
