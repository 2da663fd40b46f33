package dev.modelsync.events.probe;

import dev.modelsync.events.registration.RegistrationProperties;
import dev.modelsync.events.registration.view.Endpoints;
import dev.modelsync.provider.address.OutboundAddresses;
import dev.modelsync.provider.address.OutboundPolicy;
import dev.modelsync.provider.secret.SecretStore;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProbeProperties.class)
class ProbeConfiguration {
    @Bean
    StatusTable endpointStatusTable(JdbcClient jdbc) {
        return new StatusTable(jdbc);
    }

    @Bean
    Pace probePace(ProbeProperties properties) {
        return new Pace(properties, () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    ProbeMetrics probeMetrics() {
        return new ProbeMetrics();
    }

    @Bean(destroyMethod = "close")
    ProviderClient providerClient(ProbeProperties properties, RegistrationProperties registration) {
        return new ProviderClient(new OutboundAddresses(outbound(registration)), properties.timeout());
    }

    private static OutboundPolicy outbound(RegistrationProperties registration) {
        return registration.allowPrivateEndpoints() ? OutboundPolicy.everything() : OutboundPolicy.publicOnly();
    }

    @Bean
    Probing probing(
            ProviderClient client,
            RegistrationProperties registration,
            SecretStore secrets,
            StatusTable table,
            Pace pace,
            ProbeMetrics metrics) {
        EndpointProbe probe = new EndpointProbe(client, registration.allowPrivateEndpoints());
        return new Probing(probe, secrets, table, pace, metrics);
    }

    @Bean
    Endpoints endpoints(StatusTable table, Probing probing, Pace pace, ProbeProperties properties, Clock clock) {
        return new EndpointProbes(table, probing, pace, properties, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnBooleanProperty(name = "modelsync.probe.enabled", matchIfMissing = true)
    ProbeSchedule probeSchedule(
            StatusTable table, Probing probing, ProviderClient client, Pace pace, ProbeProperties properties) {
        return new ProbeSchedule(table, probing, client, pace.lease(), properties.concurrency());
    }
}
