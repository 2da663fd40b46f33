package dev.modelsync.events.activity.log;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.Hm;
import dev.modelsync.schema.CommandType;
import dev.modelsync.schema.RecordPosition;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.SyncResult;
import dev.modelsync.schema.WorkerCommand;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topics what workers and others write. */
final class Stream {
    private final Hm hm;

    Stream(Hm hm) {
        this.hm = hm;
    }

    void send(Topic topic, String key, SpecificRecord event) throws Exception {
        try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
            sendRaw(topic, key, serializer.serialize(topic.topicName(), event));
        }
    }

    void sendRaw(Topic topic, String key, byte @Nullable [] value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", hm.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        }
    }

    static SyncOutcome outcome(
            String project, String id, String cluster, String eventId, SyncResult result, int seconds) {
        Instant changed = Instant.parse("2026-11-24T12:00:00Z");
        return SyncOutcome.newBuilder()
                .setOutcomeId(id)
                .setClusterId(cluster)
                .setProjectId(project)
                .setServiceName("svc")
                .setServiceUid(eventId.substring(0, eventId.indexOf(':')))
                .setRevision(Long.parseLong(eventId.substring(eventId.indexOf(':') + 1)))
                .setEventId(eventId)
                .setResult(result)
                .setReason(result == SyncResult.PARKED ? "LOCK_TIMEOUT" : null)
                .setChangedAt(changed)
                .setAppliedAt(changed.plusSeconds(seconds))
                .setSource(new RecordPosition("t", 0, 0L))
                .build();
    }

    static WorkerCommand pause(String cluster, String id, String reason) {
        Instant issued = Instant.parse("2026-11-24T13:00:00Z");
        return WorkerCommand.newBuilder()
                .setCommandId(id)
                .setClusterId(cluster)
                .setType(CommandType.PAUSE)
                .setActor("=olga")
                .setReason(reason)
                .setIssuedAt(issued)
                .setExpiresAt(issued.plusSeconds(600))
                .build();
    }
}
