package dev.modelsync.events.kafka;

import dev.modelsync.contract.EventSerializer;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers for whoever asks again later, or has somebody waiting: a send is decided within a time. */
public final class BoundedProducer {
    private BoundedProducer() {}

    /** @param limit for finding the brokers, and again for their answer */
    public static Producer<String, SpecificRecord> open(KafkaProperties kafka, Duration limit) {
        Map<String, Object> client = kafka.client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit.toMillis());
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis() / 2));
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(client, new StringSerializer(), EventSerializer.of(client));
    }
}
