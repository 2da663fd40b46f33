package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.schema.SealedCredential;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.report.LogKeys;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understands the records of one cluster on the topic of sealed credentials. Nothing that a record holds makes it fail:
 * one that cannot be understood is told once, and stands for a credential that does not open. For one thread.
 */
final class SealedRecordReader {
    private static final Logger log = LoggerFactory.getLogger(SealedRecordReader.class);

    private final String clusterId;
    private final String prefix;
    private final Deserializer<?> deserializer;

    SealedRecordReader(String clusterId, Deserializer<?> deserializer) {
        this.clusterId = clusterId;
        this.prefix = clusterId + '/';
        this.deserializer = deserializer;
    }

    /** The service that a record is about; empty when it is of another cluster. */
    Optional<ServiceKey> serviceOf(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        String key = record.key();
        return key != null && key.startsWith(prefix)
                ? ServiceKey.parse(key.substring(prefix.length()))
                : Optional.empty();
    }

    /** @param before what was known of the service; null for nothing */
    Sealed read(ConsumerRecord<@Nullable String, byte @Nullable []> record, @Nullable Sealed before) {
        byte[] value = record.value();
        if (value == null) {
            return new Sealed.Withdrawn(uidIn(before));
        }
        try {
            Object content = deserializer.deserialize(record.topic(), record.headers(), value);
            if (content instanceof SealedCredential sealed && keyOf(sealed).equals(record.key())) {
                return new Sealed.Held(subjectOf(sealed), bytesOf(sealed.getCiphertext()));
            }
        } catch (SerializationException | IllegalArgumentException e) {
            // As one that holds something else.
        }
        log.atWarn()
                .addKeyValue(LogKeys.CLUSTER, clusterId)
                .log(
                        "cluster={} record {}-{}@{} of service {} holds no sealed credential of this service",
                        clusterId,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.key());
        return Sealed.Illegible.ILLEGIBLE;
    }

    private static Optional<String> uidIn(@Nullable Sealed before) {
        if (before instanceof Sealed.Held held) {
            return Optional.of(held.uid());
        }
        return before instanceof Sealed.Withdrawn withdrawn ? withdrawn.uid() : Optional.empty();
    }

    private static String keyOf(SealedCredential sealed) {
        return subjectOf(sealed).key();
    }

    private static CredentialSubject subjectOf(SealedCredential sealed) {
        return new CredentialSubject(
                sealed.getClusterId(),
                sealed.getProjectId(),
                sealed.getServiceName(),
                sealed.getServiceUid(),
                sealed.getCredentialVersion());
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
