package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.registration.ServiceDesk;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DiffConfiguration {
    @Bean
    DiffController diffController(ServiceDesk desk, Fleet fleet, KafkaProperties kafka, Clock clock) {
        return new DiffController(new PresentDiff(desk, fleet), new PastDiff(kafka), clock);
    }
}
