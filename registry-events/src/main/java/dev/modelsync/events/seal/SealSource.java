package dev.modelsync.events.seal;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The three topics, from their beginning for as long as they are the same ones. Each method throws a
 * {@link KafkaException} when the brokers do not answer or the topics are others by now.
 */
final class SealSource implements AutoCloseable {
    private static final Set<String> TOPICS = Stream.of(
                    Topic.INFERENCE_SERVICES, Topic.CLUSTERS, Topic.SEALED_CREDENTIALS)
            .map(Topic::topicName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Admin admin;
    private final Consumer<String, byte[]> consumer;
    private final Deserializer<?> values;
    private final Map<String, Uuid> ids = new HashMap<>();
    private final Map<TopicPartition, Long> goal;

    SealSource(KafkaProperties kafka) throws InterruptedException {
        admin = Admin.create(kafka.client());
        consumer = new KafkaConsumer<>(settings(kafka), new StringDeserializer(), new ByteArrayDeserializer());
        values = kafka.valueDeserializer();
        boolean begun = false;
        try {
            goal = begin();
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    /** Another beginning of a topic than the one that was read is an end, and not something to skip to. */
    private static Map<String, Object> settings(KafkaProperties kafka) {
        Map<String, Object> client = kafka.client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        client.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return client;
    }

    private Map<TopicPartition, Long> begin() throws InterruptedException {
        Map<String, TopicDescription> found = describe();
        found.forEach((name, topic) -> ids.put(name, topic.topicId()));
        List<TopicPartition> partitions =
                found.values().stream().flatMap(SealSource::partitions).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private Map<String, TopicDescription> describe() throws InterruptedException {
        try {
            return admin.describeTopics(TOPICS).allTopicNames().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions().size()).mapToObj(n -> new TopicPartition(topic.name(), n));
    }

    /** For the values of what is polled. */
    Deserializer<?> values() {
        return values;
    }

    ConsumerRecords<String, byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** Whether everything has been read that was there at the beginning. */
    boolean isReadToItsEnd() {
        return goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** That no topic was made anew or has lost what was read of it. */
    void requireSame() throws InterruptedException {
        Map<String, TopicDescription> now = describe();
        ids.forEach((name, id) -> {
            if (!id.equals(Objects.requireNonNull(now.get(name)).topicId())) {
                throw new KafkaException("Topic " + name + " was created again");
            }
        });
        Collection<TopicPartition> partitions = goal.keySet();
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            if (end < consumer.position(partition)) {
                throw new KafkaException(partition + " has lost records");
            }
        });
    }

    /** That the brokers put a record behind everything that was read. */
    void requireBehind(RecordMetadata acknowledged) {
        TopicPartition partition = new TopicPartition(acknowledged.topic(), acknowledged.partition());
        if (acknowledged.offset() < consumer.position(partition)) {
            throw new KafkaException(partition + " has lost records");
        }
    }

    /** Also for a thread that was told to stop: Kafka's clients do not end well in one that is interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            values.close();
            consumer.close(CloseOptions.timeout(CLOSE));
        } finally {
            admin.close(CLOSE);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
