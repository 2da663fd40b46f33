package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.schema.SyncOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics as a cluster under test has them: what is sent to it, and the outcomes that it answers with. */
final class ClusterChannel implements AutoCloseable {
    private final String clusterId;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, SpecificRecord> reader;
    private final List<SyncOutcome> outcomes = new ArrayList<>();
    private final Set<String> outcomeIds = new HashSet<>();

    ClusterChannel(EmbeddedKafka kafka, String clusterId) {
        this.clusterId = clusterId;
        producer = new KafkaProducer<>(client(kafka), new StringSerializer(), new ByteArraySerializer());
        reader = reader(kafka, Topic.SYNC_OUTCOMES);
    }

    /** A reader of the whole topic, from its beginning. */
    static KafkaConsumer<String, SpecificRecord> reader(EmbeddedKafka kafka, Topic topic) {
        KafkaConsumer<String, SpecificRecord> reader =
                new KafkaConsumer<>(client(kafka), new StringDeserializer(), new SingleObjectDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, TestServers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    private static Map<String, Object> client(EmbeddedKafka kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "fetch.max.wait.ms", 10);
    }

    /** Returns the position of the record. */
    long send(Topic topic, @Nullable String key, byte @Nullable [] value, @Nullable Integer partition) {
        try {
            return producer.send(new ProducerRecord<>(topic.topicName(), partition, key, value))
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The record cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending", e);
        }
    }

    /** All outcomes of this cluster up to now, in the order of each service; one that was sent again counts once. */
    List<SyncOutcome> outcomes() {
        for (ConsumerRecord<String, SpecificRecord> record : reader.poll(Duration.ofMillis(50))) {
            if (record.key().startsWith(clusterId + '/')
                    && record.value() instanceof SyncOutcome outcome
                    && outcomeIds.add(outcome.getOutcomeId())) {
                outcomes.add(outcome);
            }
        }
        return List.copyOf(outcomes);
    }

    @Override
    public void close() {
        producer.close();
        reader.close();
    }
}
