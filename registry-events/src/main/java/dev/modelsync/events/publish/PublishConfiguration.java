package dev.modelsync.events.publish;

import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import dev.modelsync.events.publish.Publication.Comparing;
import dev.modelsync.events.publish.Publication.Tables;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.events.source.Revisions;
import dev.modelsync.events.source.SourceTable;
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
    Tables capturedTables(SourceTable<InferenceService> services, SourceTable<ClusterRow> clusters) {
        return new Tables(services, clusters);
    }

    @Bean
    Comparing comparing(JdbcClient jdbc, RepairLog repairs, RegistrationProperties registration) {
        return new Comparing(new Revisions(jdbc), new ComparedTopics(jdbc), repairs, registration.retention());
    }

    /** Takes the topics, so that it is made after they are there; refuses producer settings that weaken the promise. */
    @Bean
    Publication publication(KafkaProperties kafka, Topics topics, Tables tables, Comparing comparing) {
        return new Publication(kafka, ProducerSettings.of(kafka), tables, comparing);
    }
}
