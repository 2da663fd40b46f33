package dev.modelsync.events.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Topics folded into tables: from the beginning at first, then from where it was. What a fold throws is
 * repeated for ever, since no record may be given up because the database was away.
 */
public final class TopicFold {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    /** A killed instance holds its partitions for so long; Kafka's default would be 45 s without any record. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private TopicFold() {}

    /**
     * @param name of the consumer group, and of the thread in its short form after the last dot
     * @param fold what the records are folded into
     */
    public static KafkaMessageListenerContainer<String, TopicValue> container(
            KafkaProperties kafka, String topic, String name, RecordFold fold) {
        MessageListener<String, TopicValue> listener = fold::fold;
        return container(kafka, List.of(topic), name, listener);
    }

    /** As {@link #container}, of several topics and batch by batch; a batch is repeated as a whole. */
    public static KafkaMessageListenerContainer<String, TopicValue> batchContainer(
            KafkaProperties kafka,
            List<String> topics,
            String name,
            BatchMessageListener<String, TopicValue> listener) {
        return container(kafka, topics, name, listener);
    }

    private static KafkaMessageListenerContainer<String, TopicValue> container(
            KafkaProperties kafka, List<String> topics, String name, GenericMessageListener<?> listener) {
        ContainerProperties properties = new ContainerProperties(topics.toArray(String[]::new));
        properties.setGroupId(name);
        properties.setMessageListener(listener);
        properties.setShutdownTimeout(STOP_TIMEOUT.toMillis());
        KafkaMessageListenerContainer<String, TopicValue> container =
                new KafkaMessageListenerContainer<>(consumers(kafka), properties);
        container.setCommonErrorHandler(repeatForEver());
        container.setBeanName(name.substring(name.lastIndexOf('.') + 1));
        return container;
    }

    private static DefaultKafkaConsumerFactory<String, TopicValue> consumers(KafkaProperties kafka) {
        Map<String, Object> client = kafka.client();
        client.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION_TIMEOUT.toMillis()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new DefaultKafkaConsumerFactory<>(client, new StringDeserializer(), new TopicValueDeserializer(kafka));
    }

    private static DefaultErrorHandler repeatForEver() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_RETRY.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
