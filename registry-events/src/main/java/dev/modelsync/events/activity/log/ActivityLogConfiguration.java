package dev.modelsync.events.activity.log;

import dev.modelsync.contract.Topic;
import dev.modelsync.events.activity.proof.LinkTable;
import dev.modelsync.events.activity.proof.Relinking;
import dev.modelsync.events.activity.proof.StreamNames;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.events.kafka.TopicFold;
import dev.modelsync.events.kafka.TopicPass;
import dev.modelsync.events.kafka.TopicValue;
import dev.modelsync.events.kafka.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ActivityLogConfiguration {
    static final List<Topic> TOPICS =
            List.of(Topic.INFERENCE_SERVICES, Topic.CLUSTERS, Topic.SYNC_OUTCOMES, Topic.SYNC_CONTROL);

    private static final String GROUP = "modelsync.registry-events.activity";

    @Bean
    SkippedActivity skippedActivity() {
        return new SkippedActivity();
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean
    KafkaMessageListenerContainer<String, TopicValue> activityContainer(
            KafkaProperties kafka,
            Topics topics,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            JsonMapper json,
            SkippedActivity skipped) {
        List<String> names = TOPICS.stream().map(topics::name).toList();
        StreamNames streams = new StreamNames(kafka);
        Facts facts = new Facts(transactions, ActivityTables.live(jdbc, json), LinkTable.live(jdbc, streams));
        return TopicFold.batchContainer(
                kafka,
                names,
                GROUP,
                new ActivityListener(
                        transactions, new Positions(jdbc), streams, new RecordFold(facts, skipped.records())));
    }

    @Bean
    ActivityLog activityLog(JdbcClient jdbc, JsonMapper json) {
        return new ActivityLog(jdbc, json);
    }

    @Bean
    ActivityFeed activityFeed(ActivityLog activityLog, JsonMapper json) {
        return new ActivityFeed(activityLog, json);
    }

    @Bean
    ActivityRebuild activityRebuild(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            JsonMapper json,
            ActivityRebuild.Derivation derivation,
            Clock clock) {
        return new ActivityRebuild(jdbc, transactions, json, derivation, clock);
    }

    @Bean
    ActivityRebuild.Derivation activityDerivation(KafkaProperties kafka, Relinking relinking) {
        return new ActivityRebuild.Derivation(new TopicPass(kafka, TOPICS), relinking);
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean
    ActivityUpgrade activityUpgrade(ActivityRebuild rebuild, Topics topics) {
        return new ActivityUpgrade(rebuild);
    }

    @Bean
    ActivityController activityController(
            ActivityLog activityLog, ActivityFeed feed, ActivityRebuild rebuild, JsonMapper json, Clock clock) {
        return new ActivityController(activityLog, feed, rebuild, json, clock);
    }
}
