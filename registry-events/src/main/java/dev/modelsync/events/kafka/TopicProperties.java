package dev.modelsync.events.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How topics are created that do not exist; the in-sync replicas are also asked of those that do. */
@ConfigurationProperties("modelsync.kafka.topics")
record TopicProperties(
        @DefaultValue("3") int partitions,
        @DefaultValue("1") short replicationFactor,
        @DefaultValue("1") int minInsyncReplicas) {

    TopicProperties {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.topics.partitions is " + partitions + "; allowed: 1 and more");
        }
        if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("modelsync.kafka.topics.min-insync-replicas is " + minInsyncReplicas
                    + "; allowed: 1 to the replication-factor, which is " + replicationFactor);
        }
    }
}
