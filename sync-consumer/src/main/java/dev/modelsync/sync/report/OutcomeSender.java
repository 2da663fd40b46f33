package dev.modelsync.sync.report;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.SyncOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends outcomes in order and returns when the broker has all of them. Safe for use by several threads. */
public final class OutcomeSender {
    private static final String TOPIC = Topic.SYNC_OUTCOMES.topicName();

    private final Producer<String, SpecificRecord> producer;
    private final SingleObjectDeserializer deserializer = new SingleObjectDeserializer();

    public OutcomeSender(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    /** @throws ExecutionException when the broker did not take one of them; others may have arrived */
    void send(List<byte[]> payloads) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = payloads.stream()
                .map(payload -> Objects.requireNonNull(deserializer.deserialize(TOPIC, payload)))
                .map(outcome -> producer.send(recordOf(outcome)))
                .toList();
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }

    private static ProducerRecord<String, SpecificRecord> recordOf(Object outcome) {
        if (outcome instanceof SyncOutcome sync) {
            return recordOf(sync);
        }
        if (outcome instanceof CommandOutcome command) {
            return recordOf(command);
        }
        throw new IllegalStateException("The outbox holds " + outcome.getClass() + ", which nobody writes there");
    }

    private static ProducerRecord<String, SpecificRecord> recordOf(SyncOutcome outcome) {
        String key = String.join("/", outcome.getClusterId(), outcome.getProjectId(), outcome.getServiceName());
        String result = outcome.getResult().name().toLowerCase(Locale.ROOT);
        EventHeaders headers = new EventHeaders(
                outcome.getOutcomeId(),
                "/aidb/" + outcome.getClusterId(),
                "dev.modelsync.modelsync." + result + ".v1",
                "services/" + outcome.getServiceName(),
                outcome.getAppliedAt());
        return new ProducerRecord<>(TOPIC, null, key, outcome, headers.toKafka());
    }

    private static ProducerRecord<String, SpecificRecord> recordOf(CommandOutcome outcome) {
        String key = String.join("/", outcome.getClusterId(), "@command", outcome.getCommandId());
        String result = outcome.getResult().name().toLowerCase(Locale.ROOT);
        EventHeaders headers = new EventHeaders(
                outcome.getOutcomeId(),
                "/aidb/" + outcome.getClusterId(),
                "dev.modelsync.modelsync.command" + result + ".v1",
                "commands/" + outcome.getCommandId(),
                outcome.getDecidedAt());
        return new ProducerRecord<>(TOPIC, null, key, outcome, headers.toKafka());
    }
}
