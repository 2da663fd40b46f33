package dev.modelsync.quickstart;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.SealedCredential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When sealed credentials can be read from their topic, as a worker reads them: what comes from the start on. */
final class SealedArrivals implements AutoCloseable {
    private static final String TOPIC = Topic.SEALED_CREDENTIALS.topicName();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<Version, Instant> arrived = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reading = new Thread(this::read, "sealed-arrivals");
    private volatile boolean closing;

    private record Version(String service, int number) {}

    SealedArrivals(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reading.start();
    }

    private void read() {
        try (consumer;
                SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            while (!closing) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    Instant now = clock.instant();
                    if (values.deserialize(TOPIC, message.value()) instanceof SealedCredential sealed) {
                        arrived.putIfAbsent(new Version(sealed.getServiceName(), sealed.getCredentialVersion()), now);
                    }
                }
            }
        }
    }

    /** When this version of the credential of each service came. */
    Map<String, Instant> arrived(int version) {
        return arrived.entrySet().stream()
                .filter(one -> one.getKey().number() == version)
                .collect(Collectors.toMap(one -> one.getKey().service(), Map.Entry::getValue));
    }

    @Override
    public void close() {
        closing = true;
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
