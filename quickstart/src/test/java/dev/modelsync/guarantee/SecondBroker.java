package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;

/** For a while a broker more, which has one partition of the service topic to itself, and a link of its own. */
final class SecondBroker implements AutoCloseable {
    private static final String TOPIC = Topic.INFERENCE_SERVICES.topicName();
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    private final Trial trial;
    private final int partition;
    private final Relay link;
    private final EmbeddedKafka broker;

    private SecondBroker(Trial trial, int partition) {
        this.trial = trial;
        this.partition = partition;
        link = new Relay("second-kafka", this::relayedPort);
        broker = trial.site().kafka().join(trial.site().folder().resolve("second-kafka"), SECOND, link.port());
    }

    /** Returns when it leads the partition. */
    static SecondBroker leading(Trial trial, int partition) {
        SecondBroker second = new SecondBroker(trial, partition);
        second.assignTo(SECOND);
        return second;
    }

    /** On which publisher and workers reach it. */
    Relay link() {
        return link;
    }

    private int relayedPort() {
        return broker.relayedPort();
    }

    private void assignTo(int node) {
        TopicPartition moved = new TopicPartition(TOPIC, partition);
        Brokers.ask(
                trial.site(),
                admin -> admin.alterPartitionReassignments(
                                Map.of(moved, Optional.of(new NewPartitionReassignment(List.of(node)))))
                        .all());
        trial.await("broker " + node + " to lead " + moved, () -> leader() == node && isSettled());
    }

    private int leader() {
        return Brokers.ask(
                        trial.site(),
                        admin -> admin.describeTopics(Set.of(TOPIC)).allTopicNames())
                .get(TOPIC)
                .partitions()
                .get(partition)
                .leader()
                .id();
    }

    private boolean isSettled() {
        return Brokers.ask(
                        trial.site(),
                        admin -> admin.listPartitionReassignments().reassignments())
                .isEmpty();
    }

    /** Gives the partition back first. */
    @Override
    public void close() {
        link.open();
        assignTo(FIRST);
        broker.close();
        link.close();
    }
}
