package dev.modelsync.sync.heartbeat;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.sync.report.KafkaFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Hands reports and inventories to Kafka and does not wait for them. The answer comes by another
 * thread: empty when the broker has the record, else why it has not.
 */
public final class ReportSender {
    private static final String TOPIC = Topic.SYNC_CLUSTERS.topicName();

    private final Producer<String, SpecificRecord> producer;

    /** @param producer one that gives up soon, since the next report tells more than this one */
    public ReportSender(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    void send(ClusterReport report, Consumer<Optional<String>> answer) {
        String id = report.getWorkerId() + ':' + report.getReportedAt();
        send(
                report.getClusterId(),
                report,
                headers(id, report.getClusterId(), "reported", report.getReportedAt()),
                answer);
    }

    void send(ClusterInventory inventory, Consumer<Optional<String>> answer) {
        String id = inventory.getDigest() + ':' + inventory.getTakenAt();
        EventHeaders headers = headers(id, inventory.getClusterId(), "inventorytaken", inventory.getTakenAt());
        send(inventory.getClusterId() + "/inventory", inventory, headers, answer);
    }

    private void send(String key, SpecificRecord value, EventHeaders headers, Consumer<Optional<String>> answer) {
        try {
            producer.send(
                    new ProducerRecord<>(TOPIC, null, key, value, headers.toKafka()),
                    (sent, failure) ->
                            answer.accept(Optional.ofNullable(failure).map(KafkaFailure::inShort)));
        } catch (KafkaException e) {
            answer.accept(Optional.of(KafkaFailure.inShort(e)));
        }
    }

    private static EventHeaders headers(String id, String clusterId, String what, Instant time) {
        return new EventHeaders(
                id, "/aidb/" + clusterId, "dev.modelsync.modelsync." + what + ".v1", "clusters/" + clusterId, time);
    }
}
