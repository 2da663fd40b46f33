package dev.modelsync.events.publish;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import dev.modelsync.events.publish.SourceReconciler.Reports;
import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.events.registration.ServiceTable;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {
    @Bean
    RepairLog repairLog() {
        return new RepairLog();
    }

    @Bean
    RepairMetrics repairMetrics(RepairLog repairs) {
        return new RepairMetrics(repairs);
    }

    @Bean
    Publication publication(
            KafkaProperties kafka,
            Topics topics,
            ServiceTable table,
            JdbcClient jdbc,
            RepairLog repairs,
            RegistrationProperties registration) {
        String topic = topics.name(Topic.INFERENCE_SERVICES);
        // Refuses at the start of the application what would weaken the promise.
        Map<String, Object> producer = ProducerSettings.of(kafka);
        return new Publication(
                () -> new KafkaProducer<>(producer),
                () -> new TopicReader(kafka, topic),
                new EventMapper(topic),
                table,
                new Reports(repairs, new ComparedTopic(jdbc, topic), registration.retention()));
    }
}
