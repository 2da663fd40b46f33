package dev.modelsync.sync.worker;

import dev.modelsync.contract.Topic;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.consume.RepeatingErrorHandler;
import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.consume.WatchedListener;
import dev.modelsync.sync.control.CommandListener;
import dev.modelsync.sync.report.Backoff;
import dev.modelsync.sync.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** The threads that read topics for one cluster. */
final class Containers {
    private final String clusterId;
    private final KafkaSettings kafka;
    private final Duration idleAfter;
    private final Duration stopWithin;

    /** @param idleAfter without a record for so long, positions that are in doubt are looked up */
    Containers(String clusterId, KafkaSettings kafka, Duration idleAfter, Duration stopWithin) {
        this.clusterId = clusterId;
        this.kafka = kafka;
        this.idleAfter = idleAfter;
        this.stopWithin = stopWithin;
    }

    /** The position is in the database; what Kafka is told is a hint for tools. */
    KafkaMessageListenerContainer<?, ?> of(WatchedListener listener, Positions positions) {
        String group = "modelsync." + clusterId;
        ContainerProperties properties = properties(ServiceTopic.NAME, group, "consumer", "worker");
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(positions);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setIdleEventInterval(idleAfter.toMillis());
        // Told between two polls only.
        properties.setPollTimeout(Math.min(idleAfter.toMillis(), ContainerProperties.DEFAULT_POLL_TIMEOUT));
        KafkaMessageListenerContainer<@Nullable String, byte @Nullable []> container =
                container(kafka.consumer(group), properties, new RepeatingErrorHandler(positions));
        container.setBatchInterceptor(listener);
        container.setApplicationEventPublisher(event -> {
            if (event instanceof ListenerContainerIdleEvent idle) {
                positions.idle(idle.getConsumer());
            }
        });
        return container;
    }

    /** The position is Kafka's: a command that is delivered again is recognised in the database. */
    KafkaMessageListenerContainer<?, ?> of(CommandListener listener) {
        String group = "modelsync." + clusterId + ".control";
        ContainerProperties properties =
                properties(Topic.SYNC_CONTROL.topicName(), group, "control-consumer", "control");
        properties.setMessageListener(listener);
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        DefaultErrorHandler repeating = new DefaultErrorHandler(Backoff.unlimited());
        repeating.setLogLevel(KafkaException.Level.DEBUG);
        return container(kafka.commandConsumer(group), properties, repeating);
    }

    private ContainerProperties properties(String topic, String group, String client, String thread) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        properties.setClientId(name(client));
        properties.setSyncCommits(false);
        properties.setShutdownTimeout(stopWithin.toMillis());
        properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor(name(thread) + "-"));
        return properties;
    }

    private static KafkaMessageListenerContainer<@Nullable String, byte @Nullable []> container(
            Map<String, Object> settings, ContainerProperties properties, DefaultErrorHandler errors) {
        KafkaMessageListenerContainer<@Nullable String, byte @Nullable []> container =
                new KafkaMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(settings), properties);
        container.setCommonErrorHandler(errors);
        return container;
    }

    private String name(String part) {
        return "modelsync-" + clusterId + "-" + part;
    }
}
