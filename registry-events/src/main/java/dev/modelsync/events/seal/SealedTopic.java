package dev.modelsync.events.seal;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.contract.Topic;
import dev.modelsync.events.seal.plan.RecordKey;
import dev.modelsync.events.seal.plan.Step;
import dev.modelsync.schema.SealedCredential;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** The topic of sealed credentials, to write to. Waits for as long as the brokers are away. */
final class SealedTopic {
    private static final String NAME = Topic.SEALED_CREDENTIALS.topicName();
    private static final String TYPE = "dev.modelsync.credential.sealed.v1";

    private final Producer<String, SpecificRecord> producer;
    private final Clock clock;

    SealedTopic(Producer<String, SpecificRecord> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    Future<RecordMetadata> send(Step.Seal step, byte[] ciphertext) {
        RecordKey key = step.key();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SealedCredential sealed = SealedCredential.newBuilder()
                .setClusterId(key.cluster())
                .setProjectId(key.project())
                .setServiceName(key.service())
                .setServiceUid(step.credential().uid())
                .setCredentialVersion(step.credential().version())
                .setSealingKeyId(step.keyId())
                .setCiphertext(ByteBuffer.wrap(ciphertext))
                .setSealedAt(now)
                .build();
        return producer.send(new ProducerRecord<>(
                NAME, null, key.toString(), sealed, headers(step, now).toKafka()));
    }

    /** Equal for every sealing of the same credential with the same key. */
    private static EventHeaders headers(Step.Seal step, Instant now) {
        RecordKey key = step.key();
        return new EventHeaders(
                String.join(
                        ":",
                        key.cluster(),
                        step.credential().uid(),
                        Integer.toString(step.credential().version()),
                        step.keyId()),
                "/hm/projects/" + key.project(),
                TYPE,
                "clusters/" + key.cluster() + "/services/" + key.service(),
                now);
    }

    Future<RecordMetadata> send(Step.Withdraw step) {
        return producer.send(new ProducerRecord<>(NAME, step.key().toString(), null));
    }

    static RecordMetadata await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }
}
