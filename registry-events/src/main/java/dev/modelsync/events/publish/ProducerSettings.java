package dev.modelsync.events.publish;

import dev.modelsync.events.kafka.KafkaProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings: those that carry the promise are ours, and refused when someone weakens them. */
public final class ProducerSettings {
    private static final Map<String, List<String>> PROMISES = Map.of(
            ProducerConfig.ACKS_CONFIG, List.of("all", "-1"),
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, List.of("true"),
            ProducerConfig.RETRIES_CONFIG, List.of(Integer.toString(Integer.MAX_VALUE)),
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, List.of("1", "2", "3", "4", "5"),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, List.of(Integer.toString(Integer.MAX_VALUE)));

    private ProducerSettings() {}

    /**
     * @throws IllegalArgumentException naming every setting that would weaken the promise
     */
    public static Map<String, Object> of(KafkaProperties kafka) {
        refuseWeakened(kafka.properties());
        Map<String, Object> client = kafka.client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        // A broker outage is waited out: giving up would stop the capture or skip a change.
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        client.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        return client;
    }

    private static void refuseWeakened(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        PROMISES.forEach((name, allowed) -> {
            String value = properties.get(name);
            if (value != null && !allowed.contains(value)) {
                problems.add("modelsync.kafka.properties." + name + " is " + value + "; allowed: "
                        + String.join(", ", allowed));
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("; ", problems.stream().sorted().toList()));
        }
    }
}
