package dev.modelsync.events.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaProperties.class, TopicProperties.class})
class KafkaConfiguration {
    @Bean
    TopicProvisioner topicProvisioner(KafkaProperties kafka, TopicProperties properties) {
        return new TopicProvisioner(kafka, properties);
    }

    @Bean
    Topics topics(TopicProvisioner provisioner) throws InterruptedException {
        return provisioner.provision();
    }

    @Bean
    TopicController topicController(TopicProvisioner provisioner) {
        return new TopicController(provisioner);
    }

    @Bean
    KafkaCheck kafkaCheck(TopicProvisioner provisioner, KafkaProperties kafka) {
        return new KafkaCheck(provisioner, kafka);
    }
}
