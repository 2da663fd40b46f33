package dev.modelsync.events.cluster;

import dev.modelsync.events.source.SourceTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {
    @Bean
    Enrolment enrolment(JdbcClient jdbc) {
        return new Enrolment(jdbc);
    }

    @Bean
    SourceTable<ClusterRow> clusterTable(JdbcClient jdbc, TransactionTemplate transactions) {
        return Enrolment.source(jdbc, transactions);
    }

    @Bean
    ClusterController clusterController(Enrolment enrolment, ClusterStates states) {
        return new ClusterController(enrolment, states);
    }
}
