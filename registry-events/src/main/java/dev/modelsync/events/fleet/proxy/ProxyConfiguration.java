package dev.modelsync.events.fleet.proxy;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.fleet.FleetProperties;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.SkippedRecords;
import dev.modelsync.events.kafka.TopicFold;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.kafka.Topics;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {
    private static final String GROUP = "modelsync.registry-events.";

    @Bean
    AnnouncedCredentials announcedCredentials(JdbcClient jdbc) {
        return new AnnouncedCredentials(jdbc);
    }

    @Bean
    ProxyReports proxyReports(JdbcClient jdbc, FleetProperties properties, Clock clock) {
        return new ProxyReports(jdbc, properties.silentAfter(), clock);
    }

    @Bean
    ReportedCredentials reportedCredentials(AnnouncedCredentials announced, ProxyReports proxies) {
        return new ReportedCredentials(announced, proxies);
    }

    @Bean
    ProxyCheck proxyCheck(
            ProxyReports proxies, AnnouncedCredentials announced, FleetProperties properties, Clock clock) {
        return new ProxyCheck(proxies, announced, properties.silentAfter(), clock);
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean
    KafkaMessageListenerContainer<String, TopicValue> proxyReportContainer(
            KafkaProperties kafka, Topics topics, ProxyReports proxies) {
        return TopicFold.container(
                kafka,
                topics.name(Topic.INFERENCE_PROXIES),
                GROUP + "proxies",
                new RecordFold(proxies, new SkippedRecords("Proxy report")));
    }

    @Bean
    KafkaMessageListenerContainer<String, TopicValue> announcedCredentialContainer(
            KafkaProperties kafka, Topics topics, AnnouncedCredentials announced) {
        return TopicFold.container(
                kafka,
                topics.name(Topic.INFERENCE_SERVICES),
                GROUP + "credentials",
                new RecordFold(announced, new SkippedRecords("Announced credential")));
    }
}
