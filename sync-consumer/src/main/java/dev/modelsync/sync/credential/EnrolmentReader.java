package dev.modelsync.sync.credential;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.CredentialDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Looks up what Hybrid Manager announced of one cluster, by reading the topic of enrolments through once. */
public final class EnrolmentReader {
    private static final String NAME = Topic.CLUSTERS.topicName();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int POLLS_WITHOUT_RECORDS = 20;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<@Nullable String, byte @Nullable []> consumer;
    private final Deserializer<?> deserializer;

    /** @param consumer without a group; the caller closes it */
    public EnrolmentReader(Consumer<@Nullable String, byte @Nullable []> consumer, Deserializer<?> deserializer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
    }

    /**
     * Empty when the cluster is not enrolled, or the record cannot be understood.
     *
     * @throws KafkaException when there is no such topic, or no broker that answers
     */
    public Optional<Enrolment> of(String clusterId) {
        List<TopicPartition> partitions = consumer.partitionsFor(NAME, PATIENCE).stream()
                .map(info -> new TopicPartition(NAME, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(NAME);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return lastOf(clusterId, consumer.endOffsets(partitions, PATIENCE));
    }

    private Optional<Enrolment> lastOf(String clusterId, Map<TopicPartition, Long> ends) {
        Optional<Enrolment> last = Optional.empty();
        int silent = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            silent++;
            for (ConsumerRecord<@Nullable String, byte @Nullable []> record : consumer.poll(POLL)) {
                silent = 0;
                if (clusterId.equals(record.key())) {
                    last = enrolmentIn(record);
                }
            }
            if (silent > POLLS_WITHOUT_RECORDS) {
                throw new TimeoutException(NAME);
            }
        }
        return last;
    }

    private Optional<Enrolment> enrolmentIn(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        byte[] value = record.value();
        try {
            return value != null
                            && deserializer.deserialize(record.topic(), record.headers(), value)
                                    instanceof ClusterChanged changed
                    ? Optional.of(new Enrolment(
                            changed.getDelivery() == CredentialDelivery.DIRECT,
                            changed.getRevokedAt() != null,
                            Optional.ofNullable(changed.getSealingKeyId())))
                    : Optional.empty();
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
