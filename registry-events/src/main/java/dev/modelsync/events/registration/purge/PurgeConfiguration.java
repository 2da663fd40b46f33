package dev.modelsync.events.registration.purge;

import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.provider.secret.SecretStore;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PurgeConfiguration {
    @Bean
    Purge purge(JdbcClient jdbc, SecretStore secrets, NeededCredentials proxies, RegistrationProperties properties) {
        return new Purge(jdbc, new RetiredSecrets(jdbc, secrets, proxies, properties), properties);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    PurgeSchedule purgeSchedule(List<PurgeTask> tasks, RegistrationProperties properties) {
        return new PurgeSchedule(tasks, properties.purgeInterval());
    }
}
