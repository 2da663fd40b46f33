package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.registration.view.LiveServices;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DiffConfiguration {
    @Bean
    DiffController diffController(LiveServices services, Fleet fleet, KafkaProperties kafka, Clock clock) {
        return new DiffController(new PresentDiff(services, fleet), new PastDiff(kafka), clock);
    }
}
