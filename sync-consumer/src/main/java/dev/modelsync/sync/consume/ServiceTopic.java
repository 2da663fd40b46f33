package dev.modelsync.sync.consume;

import dev.modelsync.contract.Topic;
import dev.modelsync.sync.apply.Cursors.TopicIdentity;
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
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topic of changes, as the broker knows it now. */
public final class ServiceTopic {
    public static final String NAME = Topic.INFERENCE_SERVICES.topicName();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;

    public ServiceTopic(Admin admin) {
        this.admin = admin;
    }

    /** @throws TopicUnknownException when there is no such topic, or no broker that answers */
    public TopicIdentity identity() throws InterruptedException {
        try {
            TopicDescription topic = admin.describeTopics(Set.of(NAME))
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .get(NAME);
            return new TopicIdentity(
                    NAME, Objects.requireNonNull(topic).topicId().toString());
        } catch (ExecutionException e) {
            throw new TopicUnknownException("topic " + NAME + ": " + KafkaFailure.inShort(e), e);
        } catch (TimeoutException e) {
            throw new TopicUnknownException("topic " + NAME + ": " + KafkaFailure.NO_ANSWER, e);
        }
    }

    /**
     * Behind the last record of each partition.
     *
     * @throws TopicUnknownException when there is no such topic, or no broker that answers
     */
    public Map<Integer, Long> ends() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            Objects.requireNonNull(admin.describeTopics(Set.of(NAME))
                            .allTopicNames()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .get(NAME))
                    .partitions()
                    .forEach(info -> latest.put(new TopicPartition(NAME, info.partition()), OffsetSpec.latest()));
            Map<Integer, Long> ends = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
            return ends;
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
