package dev.modelsync.quickstart;

import dev.modelsync.contract.Topic;
import dev.modelsync.contract.TopicScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic holds now. */
final class TopicRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicRecords() {}

    /** In the order of each partition. */
    static <V> List<ConsumerRecord<String, V>> of(Stack stack, Topic topic, Deserializer<V> values) {
        List<ConsumerRecord<String, V>> found = new ArrayList<>();
        Map<String, Object> client = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.servers().kafka().bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                // What was asked for ahead is waited for by the close.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10);
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(client, new StringDeserializer(), values);
        try (TopicScan<String, V> scan = new TopicScan<>(consumer, PATIENCE)) {
            scan.begin(List.of(topic.topicName()));
            scan.readToEnd(found::add);
        }
        return found;
    }
}
