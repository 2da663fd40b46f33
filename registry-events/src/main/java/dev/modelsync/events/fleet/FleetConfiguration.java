package dev.modelsync.events.fleet;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.cluster.ClusterStates;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.SkippedRecords;
import dev.modelsync.events.kafka.TopicFold;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.kafka.Topics;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FleetProperties.class)
class FleetConfiguration {
    private static final String GROUP = "modelsync.registry-events.fleet";

    @Bean
    ClusterReports clusterReports(JdbcClient jdbc, Clock clock) {
        return new ClusterReports(jdbc, clock);
    }

    @Bean
    ClusterStates clusterStates(ClusterReports reports, FleetProperties properties, Clock clock) {
        return new ReportedStates(reports, properties.silentAfter(), clock);
    }

    @Bean
    ClusterModels clusterModels(JdbcClient jdbc, TransactionTemplate transactions) {
        return new ClusterModels(jdbc, transactions);
    }

    @Bean
    FleetClusters fleetClusters(JdbcClient jdbc, ClusterModels models, FleetProperties properties, Clock clock) {
        return new FleetClusters(jdbc, models, properties.silentAfter(), clock);
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean
    KafkaMessageListenerContainer<String, TopicValue> reportContainer(
            KafkaProperties kafka, Topics topics, ClusterReports reports, ClusterModels models) {
        return TopicFold.container(
                kafka,
                topics.name(Topic.SYNC_CLUSTERS),
                GROUP,
                new RecordFold(new ReportFold(reports, models), new SkippedRecords("Report")));
    }

    @Bean
    Fleet fleet(
            ClusterReports reports,
            ClusterModels models,
            Enrolment enrolment,
            FleetProperties properties,
            Clock clock) {
        return new Fleet(reports, models, enrolment, properties.silentAfter(), clock);
    }

    @Bean
    FleetController fleetController(Fleet fleet) {
        return new FleetController(fleet);
    }
}
