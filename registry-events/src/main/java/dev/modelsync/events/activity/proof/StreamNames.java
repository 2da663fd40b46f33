package dev.modelsync.events.activity.proof;

import dev.modelsync.events.kafka.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The stream that a record belongs to: its partition, and the id of its topic, since a topic that is created again begins anew. The
 * ids are asked for once, until they are to be forgotten. For one thread.
 */
public final class StreamNames {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaProperties kafka;
    private final Map<String, String> topicIds = new HashMap<>();

    public StreamNames(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    /** @throws KafkaException when the brokers do not answer */
    String of(ConsumerRecord<?, ?> message) {
        String id = topicIds.computeIfAbsent(message.topic(), this::ask);
        return message.topic() + '/' + message.partition() + '/' + id;
    }

    /** The topics may be others from now on. */
    public void forget() {
        topicIds.clear();
    }

    private String ask(String topic) {
        Map<String, Object> client = kafka.client();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis()));
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis() / 2));
        try (Admin admin = Admin.create(client)) {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
