package dev.modelsync.sync.cluster;

import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.picker.PickedClusters;
import dev.modelsync.sync.report.OutcomeSender;
import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workers and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClustersProperties.class, KafkaSettings.class})
class ClusterConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Admin kafkaAdmin(KafkaSettings kafka) {
        return Admin.create(kafka.admin());
    }

    @Bean
    Producer<String, SpecificRecord> outcomeProducer(KafkaSettings kafka) {
        return new KafkaProducer<>(kafka.producer());
    }

    @Bean
    ClusterWorkers clusterWorkers(
            ClustersProperties clusters,
            KafkaSettings kafka,
            Admin admin,
            Producer<String, SpecificRecord> producer,
            Clock clock) {
        WorkerParts shared = new WorkerParts(kafka, new ServiceTopic(admin), new OutcomeSender(producer), clock);
        return new ClusterWorkers(clusters.all().stream()
                .map(cluster -> new ClusterWorker(cluster, shared))
                .toList());
    }

    @Bean
    PickedClusters pickedClusters(ClusterWorkers workers) {
        return new PickedClusters(
                workers.all().stream().map(ClusterWorker::picked).toList());
    }

    @Bean
    CompositeHealthContributor clusters(ClusterWorkers workers) {
        return CompositeHealthContributor.fromMap(
                workers.all().stream().collect(Collectors.toMap(ClusterWorker::clusterId, Function.identity())),
                ClusterHealth::new);
    }
}
