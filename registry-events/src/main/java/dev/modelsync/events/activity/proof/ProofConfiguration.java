package dev.modelsync.events.activity.proof;

import dev.modelsync.contract.EventSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.kafka.BoundedSending;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.kafka.TopicPass;
import dev.modelsync.events.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProofProperties.class)
class ProofConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ProofConfiguration.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Bean
    FactRows factRows(JdbcClient jdbc, JsonMapper json) {
        return new FactRows(jdbc, json);
    }

    @Bean
    CheckpointTable checkpointTable(JdbcClient jdbc) {
        return new CheckpointTable(jdbc);
    }

    @Bean
    ProofExport proofExport(
            JdbcClient jdbc, FactRows facts, CheckpointTable checkpoints, TransactionTemplate transactions) {
        return new ProofExport(jdbc, facts, checkpoints, transactions);
    }

    @Bean
    ProofController proofController(JdbcClient jdbc, ProofExport proofs, CheckpointTable checkpoints) {
        return new ProofController(proofs, new SigningKeyTable(jdbc), checkpoints);
    }

    @Bean
    Relinking relinking(JdbcClient jdbc, DataSource database, FactRows facts, KafkaProperties kafka) {
        return new Relinking(jdbc, new JdbcTemplate(database), facts, kafka);
    }

    /** Takes the topics, so that it starts after they are there. */
    @Bean(destroyMethod = "close")
    CheckpointTopic checkpointTopic(KafkaProperties kafka, Topics topics) {
        Map<String, Object> client = BoundedSending.settings(kafka, LIMIT);
        return new CheckpointTopic(
                new KafkaProducer<>(client, new StringSerializer(), EventSerializer.of(client)),
                topics.name(Topic.ACTIVITY_CHECKPOINTS),
                new TopicPass(kafka, List.of(Topic.ACTIVITY_CHECKPOINTS)));
    }

    @Bean
    CheckpointSchedule checkpointSchedule(
            ProofProperties properties,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            CheckpointTopic topic,
            Clock clock) {
        Optional<SigningKey> key = properties.key();
        if (key.isEmpty()) {
            log.info("The activity log is chained and not signed: neither modelsync.activity.signing-key nor"
                    + " .signing-key-file is set");
        }
        key.ifPresent(used -> new SigningKeyTable(jdbc).add(used, clock));
        return new CheckpointSchedule(
                key.map(used -> new Checkpoints(transactions, new CheckpointTable(jdbc), used, topic, clock))
                        .orElse(null),
                properties.checkpointInterval());
    }
}
