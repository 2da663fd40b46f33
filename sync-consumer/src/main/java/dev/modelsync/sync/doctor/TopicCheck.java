package dev.modelsync.sync.doctor;

import dev.modelsync.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka answers and has the topics that a worker reads and writes. */
public final class TopicCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<Topic> USED =
            List.of(Topic.INFERENCE_SERVICES, Topic.SYNC_OUTCOMES, Topic.SYNC_CLUSTERS, Topic.SYNC_CONTROL);

    private final Admin admin;
    private final List<Topic> topics;

    /** @param further topics that these workers use beside those that every worker does */
    public TopicCheck(Admin admin, List<Topic> further) {
        this.admin = admin;
        this.topics = Stream.concat(USED.stream(), further.stream()).toList();
    }

    /** @throws InterruptedException when interrupted while waiting for an answer */
    public List<Finding> run() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Topic topic : topics) {
            findings.add(look(topic.topicName()));
        }
        return findings;
    }

    private Finding look(String topic) throws InterruptedException {
        String subject = "topic " + topic;
        try {
            TopicDescription found = admin.describeTopics(Set.of(topic))
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .get(topic);
            return Finding.ok(
                    subject, Objects.requireNonNull(found).partitions().size() + " partitions");
        } catch (TimeoutException e) {
            return Finding.unreachable(subject, "no broker answered within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(subject, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static Finding failed(String subject, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return Finding.fail(subject, "does not exist; registry-events makes it when it starts");
        }
        if (cause instanceof AuthorizationException) {
            return Finding.fail(subject, "the configured Kafka user may not describe it");
        }
        return Finding.unreachable(
                subject, "no broker answered: " + cause.getClass().getSimpleName());
    }
}
