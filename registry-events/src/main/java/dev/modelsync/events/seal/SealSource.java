package dev.modelsync.events.seal;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.TopicScan;
import dev.modelsync.contract.UninterruptedClose;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.TopicValue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

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
    private final TopicScan<String, TopicValue> scan;
    private final Map<String, Uuid> ids;
    private final Set<TopicPartition> partitions;

    SealSource(KafkaProperties kafka) throws InterruptedException {
        admin = Admin.create(kafka.client());
        scan = kafka.scan();
        boolean begun = false;
        try {
            ids = ids();
            partitions = scan.begin(TOPICS).keySet();
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    private Map<String, Uuid> ids() throws InterruptedException {
        try {
            return admin.describeTopics(TOPICS).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    ConsumerRecords<String, TopicValue> poll(Duration patience) {
        return scan.poll(patience);
    }

    /** Whether everything has been read that was there at the beginning. */
    boolean isReadToItsEnd() {
        return scan.isAtEnd();
    }

    /** That no topic was made anew or has lost what was read of it. */
    void requireSame() throws InterruptedException {
        if (!ids().equals(ids)) {
            throw new KafkaException("One of the topics was created again");
        }
        scan.consumer().endOffsets(partitions).forEach(this::requireBehind);
    }

    /** That the brokers put a record behind everything that was read. */
    void requireBehind(RecordMetadata acknowledged) {
        requireBehind(new TopicPartition(acknowledged.topic(), acknowledged.partition()), acknowledged.offset());
    }

    private void requireBehind(TopicPartition partition, long offset) {
        if (offset < scan.consumer().position(partition)) {
            throw new KafkaException(partition + " has lost records");
        }
    }

    @Override
    public void close() {
        UninterruptedClose.of(scan::close, () -> admin.close(CLOSE));
    }
}
