package dev.modelsync.events.publish;

import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.PublishedState.Last.State;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads our own topic from its beginning to its end, into its fold. */
final class TopicReader {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaProperties kafka;
    private final String topic;

    TopicReader(KafkaProperties kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * The fold of everything that was on the topic when this was called. A record that is not ours is
     * logged with its position and passed over: the next change of its key will follow it.
     */
    PublishedState read() {
        Map<String, Folded> fold = new HashMap<>();
        try (Consumer<String, byte[]> consumer = consumer();
                Deserializer<?> values = kafka.valueDeserializer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (!isAt(consumer, end)) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    fold(message, values, fold);
                }
            }
        }
        log.info("Topic {} holds {} services", topic, fold.size());
        return new PublishedState(fold.values().stream().collect(Collectors.toMap(Folded::key, Folded::last)));
    }

    private record Folded(ServiceKey key, Last last) {}

    private static boolean isAt(Consumer<?, ?> consumer, Map<TopicPartition, Long> end) {
        return end.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    private static void fold(ConsumerRecord<String, byte[]> message, Deserializer<?> values, Map<String, Folded> fold) {
        try {
            if (message.value() == null) {
                fold.computeIfPresent(
                        message.key(),
                        (key, folded) -> new Folded(folded.key(), folded.last().purged()));
            } else if (values.deserialize(message.topic(), message.headers(), message.value())
                    instanceof ServiceChanged event) {
                ServiceKey key = new ServiceKey(event.getProjectId(), event.getServiceName());
                State state = event.getAfter() == null ? State.DEREGISTERED : State.LIVE;
                Last last = new Last(event.getRevision(), UUID.fromString(event.getServiceUid()), state);
                fold.put(key.toString(), new Folded(key, last));
            } else {
                skipped(message, "it is an event of another type");
            }
        } catch (SerializationException | IllegalArgumentException e) {
            skipped(message, String.valueOf(e.getMessage()));
        }
    }

    private static void skipped(ConsumerRecord<?, ?> message, String reason) {
        log.warn("Record at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> client = kafka.client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        client.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
