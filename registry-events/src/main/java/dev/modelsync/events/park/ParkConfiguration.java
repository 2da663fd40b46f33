package dev.modelsync.events.park;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ParkConfiguration {
    @Bean
    ParkController parkController(JdbcClient jdbc) {
        return new ParkController(new ParkedServices(jdbc));
    }
}
