package dev.modelsync.proxy.topics;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.UninterruptedClose;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The two topics at the broker, for one reading. */
final class TopicSource implements AutoCloseable {
    private static final Set<String> TOPICS = Set.of(Topic.INFERENCE_SERVICES.topicName(), Topic.CLUSTERS.topicName());

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Admin admin;
    private final Consumer<String, byte[]> consumer;

    TopicSource(KafkaSettings settings) {
        this.admin = Admin.create(settings.admin());
        this.consumer = new KafkaConsumer<>(settings.consumer());
    }

    /**
     * The topics as they were found.
     *
     * @param ids by topic; one that was created again has another
     */
    record Partitions(Map<String, Uuid> ids, List<TopicPartition> all) {}

    Consumer<String, byte[]> consumer() {
        return consumer;
    }

    /** @throws TopicsUnusableException when one is missing */
    Partitions partitions() {
        try {
            Map<String, TopicDescription> found =
                    admin.describeTopics(TOPICS).allTopicNames().get();
            Map<String, Uuid> ids = new TreeMap<>();
            found.forEach((name, topic) -> ids.put(name, topic.topicId()));
            return new Partitions(
                    ids,
                    found.values().stream().flatMap(TopicSource::partitions).toList());
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** @throws TopicsUnusableException when they are others by now, or have more partitions */
    void requireSame(Partitions before) {
        if (!partitions().equals(before)) {
            throw new TopicsUnusableException("the topics are no longer those that were read");
        }
    }

    /**
     * Behind the last records that are committed. Not by the consumer, whose question would wait behind the fetch that it has left
     * with the broker, and its reader with it.
     */
    Map<TopicPartition, Long> ends(Partitions partitions) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.all().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        UninterruptedClose.of(() -> consumer.close(CloseOptions.timeout(CLOSE_LIMIT)), () -> admin.close(CLOSE_LIMIT));
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions().size()).mapToObj(n -> new TopicPartition(topic.name(), n));
    }

    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            return new TopicsUnusableException("there is no topic " + String.join(" or no topic ", TOPICS));
        }
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
}
