package dev.modelsync.events.cluster;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {
    @Bean
    Enrolment enrolment(JdbcClient jdbc) {
        return new Enrolment(jdbc);
    }

    @Bean
    ClusterController clusterController(Enrolment enrolment, ClusterStates states) {
        return new ClusterController(enrolment, states);
    }
}
