package dev.modelsync.events.activity;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {
    private static final String GROUP = "modelsync.registry-events";
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    /** A killed instance holds its partitions for so long; Kafka's default would be 45 s without any outcome. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    @Bean
    ServiceOutcomes serviceOutcomes(JdbcClient jdbc) {
        return new ServiceOutcomes(jdbc);
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean
    KafkaMessageListenerContainer<String, ReceivedOutcome> outcomeContainer(
            KafkaProperties kafka, Topics topics, ServiceOutcomes outcomes) {
        ContainerProperties properties = new ContainerProperties(topics.name(Topic.SYNC_OUTCOMES));
        properties.setGroupId(GROUP);
        properties.setMessageListener(new OutcomeListener(outcomes));
        properties.setShutdownTimeout(STOP_TIMEOUT.toMillis());
        KafkaMessageListenerContainer<String, ReceivedOutcome> container =
                new KafkaMessageListenerContainer<>(consumers(kafka), properties);
        container.setCommonErrorHandler(repeatForEver());
        container.setBeanName("outcomes");
        return container;
    }

    private static DefaultKafkaConsumerFactory<String, ReceivedOutcome> consumers(KafkaProperties kafka) {
        Map<String, Object> client = kafka.client();
        client.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION_TIMEOUT.toMillis()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new DefaultKafkaConsumerFactory<>(
                client, new StringDeserializer(), new OutcomeDeserializer(kafka.valueDeserializer()));
    }

    /** No attempt is the last one: an outcome is never given up because the database was away. */
    private static DefaultErrorHandler repeatForEver() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_RETRY.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
