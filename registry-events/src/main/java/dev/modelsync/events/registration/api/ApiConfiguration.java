package dev.modelsync.events.registration.api;

import dev.modelsync.events.registration.change.OnceByKey;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.view.LiveServices;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    @Bean
    RegistrationController registrationController(
            LiveServices services, Registrations registrations, OnceByKey once, Preview preview) {
        return new RegistrationController(services, registrations, once, new ServiceAnswers(services, preview));
    }

    @Bean
    ProbeController probeController(LiveServices services) {
        return new ProbeController(services);
    }

    @Bean
    ProviderController providerController() {
        return new ProviderController();
    }
}
