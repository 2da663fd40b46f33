package dev.modelsync.events.registration;

import dev.modelsync.events.activity.OutcomeNews;
import dev.modelsync.events.activity.ServiceOutcomes;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.source.SourceTable;
import dev.modelsync.provider.secret.SecretStore;
import java.util.List;
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

    @Bean
    Purge purge(JdbcClient jdbc, SecretStore secrets, ProxyCredentials proxies, RegistrationProperties properties) {
        return new Purge(jdbc, new RetiredSecrets(jdbc, secrets, proxies, properties), properties);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    PurgeSchedule purgeSchedule(List<PurgeTask> tasks, RegistrationProperties properties) {
        return new PurgeSchedule(tasks, properties.purgeInterval());
    }

    @Bean
    Registrations registrations(
            InferenceServices services,
            SecretStore secrets,
            RegistrationProperties properties,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Endpoints endpoints) {
        return new Registrations(
                services,
                new Credentials(secrets, services),
                new RegistrationRules(properties.allowPrivateEndpoints()),
                new Obstacles(new Dependants(jdbc), endpoints),
                transactions);
    }

    @Bean
    ServiceDesk serviceDesk(
            Registrations registrations,
            InferenceServices services,
            ServiceOutcomes outcomes,
            OutcomeNews news,
            ProjectClusters clusters,
            ProxyCredentials proxies,
            JdbcClient jdbc,
            Endpoints endpoints) {
        ServiceStates states = new ServiceStates(outcomes, clusters, proxies);
        return new ServiceDesk(
                registrations,
                services,
                states,
                new Preview(clusters),
                new IdempotencyKeys(jdbc),
                new OutcomeWait(states, news),
                endpoints);
    }

    @Bean
    RegistrationController registrationController(ServiceDesk desk) {
        return new RegistrationController(desk);
    }

    @Bean
    ProbeController probeController(ServiceDesk desk) {
        return new ProbeController(desk);
    }

    @Bean
    ProviderController providerController() {
        return new ProviderController();
    }
}
