package dev.modelsync.events.registration;

import dev.modelsync.events.activity.ServiceOutcomes;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.secret.SecretStore;
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
    Registrations registrations(
            InferenceServices services,
            SecretStore secrets,
            RegistrationProperties properties,
            TransactionTemplate transactions) {
        return new Registrations(
                services,
                new Credentials(secrets, services),
                new RegistrationRules(properties.allowPrivateEndpoints()),
                transactions);
    }

    @Bean
    RegistrationController registrationController(
            Registrations registrations, InferenceServices services, ServiceOutcomes outcomes) {
        return new RegistrationController(registrations, services, outcomes);
    }

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }
}
