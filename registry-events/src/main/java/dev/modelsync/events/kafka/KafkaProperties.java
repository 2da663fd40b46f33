package dev.modelsync.events.kafka;

import dev.modelsync.contract.EventDeserializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

    /** A new reader of the values of our topics, with what the properties name; for one thread. */
    public EventDeserializer valueDeserializer() {
        return EventDeserializer.of(client());
    }

    /** Without the pass-through properties, which may hold passwords. */
    @Override
    public String toString() {
        return "KafkaProperties[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
    }
}
