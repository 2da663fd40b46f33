package dev.modelsync.sync.cluster;

import dev.modelsync.contract.EventSerializer;
import dev.modelsync.sync.consume.ServiceTopic;
import dev.modelsync.sync.heartbeat.ReportSender;
import dev.modelsync.sync.picker.PickedClusters;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.report.OutcomeSender;
import dev.modelsync.sync.settings.ClustersProperties;
import dev.modelsync.sync.settings.KafkaSettings;
import dev.modelsync.sync.settings.ObservationSettings;
import dev.modelsync.sync.worker.ClusterHealth;
import dev.modelsync.sync.worker.ClusterWorker;
import dev.modelsync.sync.worker.LoopHealth;
import dev.modelsync.sync.worker.StartHealth;
import dev.modelsync.sync.worker.WorkerParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workers and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClustersProperties.class, KafkaSettings.class, ObservationSettings.class})
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
        return producer(kafka.producer());
    }

    @Bean
    Producer<String, SpecificRecord> reportProducer(KafkaSettings kafka) {
        return producer(kafka.reportProducer());
    }

    @Bean
    WorkerParts workerParts(
            KafkaSettings kafka,
            Admin admin,
            Producer<String, SpecificRecord> outcomeProducer,
            Producer<String, SpecificRecord> reportProducer,
            ObservationSettings observation,
            MeterRegistry meters,
            Clock clock) {
        return new WorkerParts(
                kafka,
                new ServiceTopic(admin),
                new OutcomeSender(outcomeProducer),
                new ReportSender(reportProducer),
                observation,
                new Outage("*", "asking Kafka about the topic", clock),
                meters,
                clock);
    }

    @Bean
    ClusterWorkers clusterWorkers(ClustersProperties clusters, WorkerParts shared) {
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
    Heartbeats heartbeats(ClusterWorkers workers, WorkerParts shared, BuildInfo build) {
        return new Heartbeats(workers, shared, build);
    }

    @Bean
    BuildInfo buildInfo(MeterRegistry meters) {
        BuildInfo build = BuildInfo.load();
        build.tell(meters);
        return build;
    }

    @Bean
    CompositeHealthContributor clusters(ClusterWorkers workers) {
        return each(workers, ClusterHealth::new);
    }

    @Bean
    CompositeHealthContributor loops(ClusterWorkers workers, ObservationSettings observation) {
        return each(workers, worker -> new LoopHealth(worker, observation.stuckAfter()));
    }

    @Bean
    CompositeHealthContributor starts(ClusterWorkers workers) {
        return each(workers, StartHealth::new);
    }

    private static CompositeHealthContributor each(
            ClusterWorkers workers, Function<ClusterWorker, HealthIndicator> indicator) {
        return CompositeHealthContributor.fromMap(
                workers.all().stream().collect(Collectors.toMap(ClusterWorker::clusterId, Function.identity())),
                indicator);
    }

    private static Producer<String, SpecificRecord> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), EventSerializer.of(settings));
    }
}
