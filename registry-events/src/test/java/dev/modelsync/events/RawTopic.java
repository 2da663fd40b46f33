package dev.modelsync.events;

import dev.modelsync.contract.TopicScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that is on a topic now. */
public final class RawTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RawTopic() {}

    public static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers, String topic) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        // What was asked for ahead is waited for by the close.
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        10),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try (TopicScan<String, byte[]> scan = new TopicScan<>(consumer, PATIENCE)) {
            scan.begin(List.of(topic));
            scan.readToEnd(found::add);
        }
        return found;
    }
}
