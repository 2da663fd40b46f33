package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Some of our topics, read once from their beginnings to where they end now. Disturbs no consumer. */
public final class TopicPass {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProperties kafka;
    private final List<Topic> topics;

    public TopicPass(KafkaProperties kafka, List<Topic> topics) {
        this.kafka = kafka;
        this.topics = List.copyOf(topics);
    }

    /**
     * @return where each partition ended
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    public Map<TopicPartition, Long> read(Consumer<ConsumerRecord<String, TopicValue>> visitor) {
        try (KafkaConsumer<String, TopicValue> consumer = consumer()) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> partitions(consumer, topic.topicName()))
                    .toList();
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long progress = System.nanoTime();
            while (!isAt(consumer, end)) {
                ConsumerRecords<String, TopicValue> messages = consumer.poll(POLL);
                messages.forEach(message -> visit(message, end, visitor));
                if (!messages.isEmpty()) {
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                    throw new TimeoutException(
                            "The topics were not read to their ends: nothing came for " + PATIENCE.toSeconds() + " s");
                }
            }
            return end;
        }
    }

    private static void visit(
            ConsumerRecord<String, TopicValue> message,
            Map<TopicPartition, Long> end,
            Consumer<ConsumerRecord<String, TopicValue>> visitor) {
        if (message.offset() < end.getOrDefault(new TopicPartition(message.topic(), message.partition()), 0L)) {
            visitor.accept(message);
        }
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition()));
    }

    private static boolean isAt(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> end) {
        return end.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    private KafkaConsumer<String, TopicValue> consumer() {
        Map<String, Object> client = kafka.client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(client, new StringDeserializer(), new TopicValueDeserializer(kafka));
    }
}
