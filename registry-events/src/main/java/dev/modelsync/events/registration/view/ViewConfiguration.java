package dev.modelsync.events.registration.view;

import dev.modelsync.events.activity.OutcomeNews;
import dev.modelsync.events.activity.ServiceOutcomes;
import dev.modelsync.events.registration.InferenceServices;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    @Bean
    ServiceStates serviceStates(ServiceOutcomes outcomes, ProjectClusters clusters, ProxyCredentials proxies) {
        return new ServiceStates(outcomes, clusters, proxies);
    }

    @Bean
    Dependants dependants(JdbcClient jdbc) {
        return new Dependants(jdbc);
    }

    @Bean
    LiveServices liveServices(
            InferenceServices services, ServiceStates states, OutcomeNews news, Endpoints endpoints, JdbcClient jdbc) {
        return new LiveServices(services, new ServiceList(jdbc), states, new OutcomeWait(states, news), endpoints);
    }
}
