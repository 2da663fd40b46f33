package dev.modelsync.events.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producers for whoever asks again later, or has somebody waiting: a send is decided within a time. */
public final class BoundedSending {
    private BoundedSending() {}

    /**
     * Settings of such a producer, but for its serialisers.
     *
     * @param limit for finding the brokers, and again for their answer
     */
    public static Map<String, Object> settings(KafkaProperties kafka, Duration limit) {
        Map<String, Object> client = kafka.client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit.toMillis());
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis() / 2));
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return client;
    }
}
