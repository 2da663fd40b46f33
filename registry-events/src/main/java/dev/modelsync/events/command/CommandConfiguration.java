package dev.modelsync.events.command;

import dev.modelsync.contract.EventSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.activity.CommandLog;
import dev.modelsync.events.kafka.BoundedSending;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CommandConfiguration {
    /** A request waits no longer than this for the brokers. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Bean(destroyMethod = "close")
    CommandSender commandSender(KafkaProperties kafka, Topics topics) {
        Map<String, Object> client = BoundedSending.settings(kafka, LIMIT);
        return new CommandSender(
                new KafkaProducer<>(client, new StringSerializer(), EventSerializer.of(client)),
                topics.name(Topic.SYNC_CONTROL));
    }

    @Bean
    CommandController commandController(JdbcClient jdbc, CommandLog answers, CommandSender sender, Clock clock) {
        return new CommandController(new GivenCommands(jdbc), answers, sender, clock);
    }
}
