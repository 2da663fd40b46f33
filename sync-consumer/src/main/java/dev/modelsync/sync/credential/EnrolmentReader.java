package dev.modelsync.sync.credential;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.TopicScan;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.CredentialDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Looks up what Hybrid Manager announced of one cluster, by reading the topic of enrolments through once. */
public final class EnrolmentReader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicScan<@Nullable String, byte @Nullable []> scan;
    private final Deserializer<?> deserializer;

    /** @param consumer without a group; the caller closes it */
    public EnrolmentReader(Consumer<@Nullable String, byte @Nullable []> consumer, Deserializer<?> deserializer) {
        this.scan = new TopicScan<>(consumer, PATIENCE);
        this.deserializer = deserializer;
    }

    /**
     * Empty when the cluster is not enrolled, or the record cannot be understood.
     *
     * @throws KafkaException when there is no such topic, or no broker that answers
     */
    public Optional<Enrolment> of(String clusterId) {
        List<ConsumerRecord<@Nullable String, byte @Nullable []>> found = new ArrayList<>();
        scan.begin(List.of(Topic.CLUSTERS.topicName()));
        scan.readToEnd(record -> {
            if (clusterId.equals(record.key())) {
                found.add(record);
            }
        });
        return found.isEmpty() ? Optional.empty() : enrolmentIn(found.get(found.size() - 1));
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
