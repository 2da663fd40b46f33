package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.TopicScan;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Some of our topics, read once from their beginnings to where they end now. Disturbs no consumer. */
public final class TopicPass {
    private final KafkaProperties kafka;
    private final List<String> topics;

    public TopicPass(KafkaProperties kafka, List<Topic> topics) {
        this.kafka = kafka;
        this.topics = topics.stream().map(Topic::topicName).toList();
    }

    /**
     * @return where each partition ended
     * @throws org.apache.kafka.common.KafkaException when the topics cannot be read to their ends: {@link TopicScan}
     */
    public Map<TopicPartition, Long> read(Consumer<ConsumerRecord<String, TopicValue>> visitor) {
        try (TopicScan<String, TopicValue> scan = kafka.scan()) {
            Map<TopicPartition, Long> end = scan.begin(topics);
            scan.readToEnd(visitor);
            return end;
        }
    }
}
