package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.publish.Publication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaptureProperties.class)
class CaptureConfiguration {
    /** After the data source, because making that is what migrates the schema. */
    @Bean
    @DependsOn("dataSource")
    RegistrationCapture registrationCapture(
            DatabaseProperties database,
            CaptureProperties properties,
            Publication publication,
            ApplicationEventPublisher events) {
        return new RegistrationCapture(
                database, properties, publication, failure -> events.publishEvent(new CaptureFailed(failure)));
    }

    @Bean
    HealthIndicator captureHealthIndicator(RegistrationCapture capture) {
        return new CaptureHealth(capture);
    }
}
