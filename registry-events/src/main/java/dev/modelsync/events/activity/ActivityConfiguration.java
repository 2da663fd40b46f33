package dev.modelsync.events.activity;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.SkippedRecords;
import dev.modelsync.events.kafka.TopicFold;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.kafka.Topics;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {
    private static final String GROUP = "modelsync.registry-events";

    @Bean
    ServiceOutcomes serviceOutcomes(JdbcClient jdbc) {
        return new ServiceOutcomes(jdbc);
    }

    @Bean
    CommandLog commandLog(JdbcClient jdbc) {
        return new CommandLog(jdbc);
    }

    @Bean
    OutcomeNews outcomeNews() {
        return new OutcomeNews();
    }

    /**
     * Takes the topics, so that it starts after they are there.
     *
     * @param others what is folded from the topic elsewhere
     */
    @Bean
    KafkaMessageListenerContainer<String, TopicValue> outcomeContainer(
            KafkaProperties kafka,
            Topics topics,
            ServiceOutcomes outcomes,
            CommandLog commands,
            OutcomeNews news,
            List<RecordFold.Target> others) {
        return TopicFold.container(
                kafka,
                topics.name(Topic.SYNC_OUTCOMES),
                GROUP,
                new RecordFold(new OutcomeFold(outcomes, commands, news, others), new SkippedRecords("Outcome")));
    }
}
