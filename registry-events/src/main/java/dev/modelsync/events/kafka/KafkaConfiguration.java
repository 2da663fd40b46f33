package dev.modelsync.events.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaProperties.class, TopicProperties.class})
class KafkaConfiguration {
    @Bean
    Topics topics(KafkaProperties kafka, TopicProperties properties) throws InterruptedException {
        return new TopicProvisioner(kafka, properties).provision();
    }
}
