package dev.modelsync.guarantee;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** All records of a topic, read anew each time, past the link. */
final class TopicLog {
    /** The mark of a record that a fault has written, and not the publisher. */
    static final String REPEATED = "guarantee-repeated";

    /** One for all, since making one reads every schema. Holds nothing that would have to be closed. */
    private static final SingleObjectDeserializer VALUES = new SingleObjectDeserializer();

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final String topic;

    TopicLog(Landscape site, Topic topic) {
        this.bootstrapServers = site.kafka().bootstrapServers();
        this.topic = topic.topicName();
    }

    /** What a record holds, null for a purge. */
    static @Nullable SpecificRecord valueOf(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? null : VALUES.deserialize(record.topic(), record.value());
    }

    /** Those of one key are in their order. */
    List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** The offset that the next record of each partition will get. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.endOffsets(partitions(consumer)).forEach((partition, end) -> ends.put(partition.partition(), end));
        }
        return ends;
    }

    /** By key. */
    Map<String, List<ConsumerRecord<String, byte[]>>> byKey() {
        Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new TreeMap<>();
        records()
                .forEach(record -> byKey.computeIfAbsent(record.key(), none -> new ArrayList<>())
                        .add(record));
        return byKey;
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 10);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
