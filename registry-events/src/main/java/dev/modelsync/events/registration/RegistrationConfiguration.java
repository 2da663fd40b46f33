package dev.modelsync.events.registration;

import dev.modelsync.events.source.SourceTable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
class RegistrationConfiguration {
    @Bean
    InferenceServices inferenceServices(JdbcClient jdbc) {
        return new InferenceServices(jdbc);
    }

    @Bean
    SourceTable<InferenceService> serviceTable(JdbcClient jdbc, TransactionTemplate transactions) {
        return InferenceServices.source(jdbc, transactions);
    }
}
