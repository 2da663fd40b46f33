package dev.modelsync.sync;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.RegistryModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What the workers of one cluster have told of themselves. */
final class ClusterTopic implements AutoCloseable {
    private final String clusterId;
    private final KafkaConsumer<String, SpecificRecord> reader;
    private final List<ClusterReport> reports = new ArrayList<>();
    private final List<ClusterInventory> inventories = new ArrayList<>();

    ClusterTopic(String clusterId) {
        this.clusterId = clusterId;
        this.reader = ClusterChannel.reader(TestServers.running().kafka(), Topic.SYNC_CLUSTERS);
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
