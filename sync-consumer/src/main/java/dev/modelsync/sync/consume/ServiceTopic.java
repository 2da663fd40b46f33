package dev.modelsync.sync.consume;

import dev.modelsync.contract.Topic;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.report.KafkaFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topic of changes, as the broker knows it now. */
public final class ServiceTopic {
    public static final String NAME = Topic.INFERENCE_SERVICES.topicName();

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ListOffsetsOptions READ_COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;

    public ServiceTopic(Admin admin) {
        this.admin = admin;
    }

    /** The topic, and how many partitions it has. */
    public record Seen(TopicIdentity identity, int partitions) {}

    /** @throws TopicUnknownException when there is no such topic, or no broker that answers */
    public Seen look() throws InterruptedException {
        TopicDescription topic =
                answer(admin.describeTopics(Set.of(NAME)).allTopicNames()).get(NAME);
        Objects.requireNonNull(topic);
        return new Seen(
                new TopicIdentity(NAME, topic.topicId().toString()),
                topic.partitions().size());
    }

    /**
     * Behind the last record of each partition.
     *
     * @throws TopicUnknownException when there is no such topic, or no broker that answers
     */
    public Map<Integer, Long> ends() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        int partitions = look().partitions();
        for (int partition = 0; partition < partitions; partition++) {
            latest.put(new TopicPartition(NAME, partition), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new HashMap<>();
        answer(admin.listOffsets(latest, READ_COMMITTED).all())
                .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
        return ends;
    }

    /**
     * Kafka's id of another topic.
     *
     * @throws KafkaException when there is no such topic, or no broker that answers
     */
    public String idOf(String topic) throws InterruptedException {
        try {
            KafkaFuture<Map<String, TopicDescription>> asked =
                    admin.describeTopics(Set.of(topic)).allTopicNames();
            Map<String, TopicDescription> found = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Objects.requireNonNull(found.get(topic)).topicId().toString();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(KafkaFailure.NO_ANSWER, e);
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new TopicUnknownException("topic " + NAME + ": " + KafkaFailure.inShort(e), e);
        } catch (TimeoutException e) {
            throw new TopicUnknownException("topic " + NAME + ": " + KafkaFailure.NO_ANSWER, e);
        }
    }

    /** The topic cannot be identified at present. */
    public static final class TopicUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TopicUnknownException(String message, Exception cause) {
            super(message, cause);
        }
    }
}
