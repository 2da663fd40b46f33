package dev.modelsync.events.seal;

import dev.modelsync.contract.EventSerializer;
import dev.modelsync.events.capture.CaptureProperties;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import dev.modelsync.events.publish.ProducerSettings;
import dev.modelsync.events.seal.SealStage.Writing;
import dev.modelsync.provider.secret.SecretStore;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

@Configuration(proxyBeanMethods = false)
class SealConfiguration {
    @Bean
    SealProgress sealProgress() {
        return new SealProgress();
    }

    @Bean
    Writing sealWriting(SecretStore secrets, Enrolment enrolment, KafkaProperties kafka, Clock clock) {
        Map<String, Object> producer = ProducerSettings.of(kafka);
        return new Writing(
                () -> new Sealer(secrets, id -> enrolment.find(id).map(Cluster::delivery)),
                () -> new KafkaProducer<>(producer, new StringSerializer(), EventSerializer.of(producer)),
                clock);
    }

    /** Takes the topics, so that it starts after they are there; after the data source, which migrates the schema. */
    @Bean
    @DependsOn("dataSource")
    SealStage sealStage(
            DatabaseProperties database,
            KafkaProperties kafka,
            Topics topics,
            Writing writing,
            SealProgress progress,
            CaptureProperties capture) {
        return new SealStage(database, kafka, writing, progress, capture.compareInterval());
    }

    @Bean
    SealMetrics sealMetrics(SealProgress progress) {
        return new SealMetrics(progress);
    }

    @Bean
    HealthIndicator sealHealthIndicator(SealProgress progress) {
        return new SealHealth(progress);
    }
}
