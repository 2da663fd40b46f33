package dev.modelsync.events;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Everything that is on the service topic, read anew each time. */
public final class TopicLog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    public TopicLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A record: the event is null for a tombstone. */
    public record Entry(
            ConsumerRecord<String, byte[]> kafka, @Nullable ServiceChanged event) {
        /** For example {@code REGISTERED 4}, or {@code tombstone}. */
        public String summary() {
            return event == null ? "tombstone" : event.getType().name();
        }
    }

    /** The records of one key, in order. */
    public List<Entry> of(String key) {
        return all().stream().filter(entry -> entry.kafka().key().equals(key)).toList();
    }

    public List<String> summaries(String key) {
        return of(key).stream().map(Entry::summary).toList();
    }

    public List<Entry> all() {
        String topic = Topic.INFERENCE_SERVICES.topicName();
        List<Entry> entries = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
                SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    entries.add(new Entry(message, (ServiceChanged) values.deserialize(topic, message.value())));
                }
            }
        }
        return entries;
    }
}
