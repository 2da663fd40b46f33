package dev.modelsync.sync;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.RegistryModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the workers of one cluster have told of themselves. */
final class ClusterTopic implements AutoCloseable {
    private final String clusterId;
    private final KafkaConsumer<String, SpecificRecord> reader;
    private final List<ClusterReport> reports = new ArrayList<>();
    private final List<ClusterInventory> inventories = new ArrayList<>();

    ClusterTopic(String clusterId) {
        this.clusterId = clusterId;
        this.reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.running().kafka().bootstrapServers(), "fetch.max.wait.ms", 10),
                new StringDeserializer(),
                new SingleObjectDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, TestServers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topic.SYNC_CLUSTERS.topicName(), partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    List<ClusterReport> reports() {
        read();
        return List.copyOf(reports);
    }

    List<ClusterInventory> inventories() {
        read();
        return List.copyOf(inventories);
    }

    /** The last report; fails when there is none yet. */
    ClusterReport report() {
        List<ClusterReport> all = reports();
        return all.get(all.size() - 1);
    }

    /** A model of the last inventory; fails when it is not there. */
    RegistryModel model(String name) {
        List<ClusterInventory> all = inventories();
        return all.get(all.size() - 1).getModels().stream()
                .filter(model -> model.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void read() {
        for (ConsumerRecord<String, SpecificRecord> record : reader.poll(Duration.ofMillis(50))) {
            if (record.key().equals(clusterId)) {
                reports.add((ClusterReport) record.value());
            } else if (record.key().equals(clusterId + "/inventory")) {
                inventories.add((ClusterInventory) record.value());
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
