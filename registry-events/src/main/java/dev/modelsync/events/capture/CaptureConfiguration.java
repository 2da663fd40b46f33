package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.fleet.why.CaptureLook;
import dev.modelsync.events.publish.Publication;
import dev.modelsync.events.publish.RepairLog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

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
            LogMessages messages,
            ApplicationEventPublisher events) {
        return new RegistrationCapture(
                database,
                properties,
                publication,
                messages,
                failure -> events.publishEvent(new CaptureFailed(failure)));
    }

    @Bean
    LogMessages logMessages(JdbcClient jdbc) {
        return new LogMessages(jdbc);
    }

    @Bean
    CaptureLook captureLook(JdbcClient jdbc, CaptureProperties properties) {
        return new SlotLook(jdbc, properties.slotName());
    }

    @Bean
    ReconciliationController reconciliationController(LogMessages messages) {
        return new ReconciliationController(messages);
    }

    @Bean
    HealthIndicator captureHealthIndicator(RegistrationCapture capture, RepairLog repairs) {
        return new CaptureHealth(capture, repairs);
    }

    @Bean
    CaptureMetrics captureMetrics(RegistrationCapture capture) {
        return new CaptureMetrics(capture);
    }

    @Bean
    CaptureCheck captureCheck(JdbcClient jdbc, CaptureProperties properties, RegistrationCapture capture) {
        return new CaptureCheck(jdbc, properties.slotName(), capture::state);
    }
}
