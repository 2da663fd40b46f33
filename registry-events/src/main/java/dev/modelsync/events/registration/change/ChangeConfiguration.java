package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.Endpoints;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.provider.secret.SecretStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ChangeConfiguration {
    @Bean
    ServiceWrites serviceWrites(JdbcClient jdbc, TransactionTemplate transactions) {
        return new ServiceWrites(jdbc, transactions);
    }

    @Bean
    Obstacles obstacles(Dependants dependants, Endpoints endpoints) {
        return new Obstacles(dependants, endpoints);
    }

    @Bean
    Registrations registrations(
            InferenceServices services,
            ServiceWrites writes,
            SecretStore secrets,
            RegistrationProperties properties,
            Obstacles obstacles) {
        return new Registrations(
                services,
                writes,
                new Credentials(secrets, writes),
                new RegistrationRules(properties.allowPrivateEndpoints()),
                obstacles);
    }

    @Bean
    OnceByKey onceByKey(Registrations registrations, InferenceServices services, LiveServices views, JdbcClient jdbc) {
        return new OnceByKey(registrations, services, views, new IdempotencyKeys(jdbc));
    }
}
