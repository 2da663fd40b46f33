package dev.modelsync.events;

import dev.modelsync.contract.SingleObjectDeserializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.CredentialSubject;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.schema.SealedCredential;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Everything that is on the topic of sealed credentials, read anew each time. */
public record SealedLog(Hm hm) {
    private static final String TOPIC = Topic.SEALED_CREDENTIALS.topicName();

    /** A record: the credential is null for a withdrawal. */
    public record Entry(
            ConsumerRecord<String, byte[]> kafka, @Nullable SealedCredential sealed) {
        /** For example {@code version 2}, or {@code withdrawn}. */
        String summary() {
            return sealed == null ? "withdrawn" : "version " + sealed.getCredentialVersion();
        }

        /** What the owner of a key sees; empty when it does not open. */
        public Optional<Map<String, String>> open(OpeningKey key) {
            if (sealed == null) {
                return Optional.empty();
            }
            ByteBuffer ciphertext = sealed.getCiphertext().duplicate();
            byte[] bytes = new byte[ciphertext.remaining()];
            ciphertext.get(bytes);
            return key.open(
                    new CredentialSubject(
                            sealed.getClusterId(),
                            sealed.getProjectId(),
                            sealed.getServiceName(),
                            sealed.getServiceUid(),
                            sealed.getCredentialVersion()),
                    bytes);
        }
    }

    /** The records of one key, in order. */
    public List<Entry> of(String key) {
        try (SingleObjectDeserializer values = new SingleObjectDeserializer()) {
            return RawTopic.read(hm.kafka().bootstrapServers(), TOPIC).stream()
                    .filter(message -> message.key().equals(key))
                    .map(message -> new Entry(message, (SealedCredential) values.deserialize(TOPIC, message.value())))
                    .toList();
        }
    }

    /** What became of one key, in order. */
    public List<String> summaries(String key) {
        return of(key).stream().map(Entry::summary).toList();
    }

    /** The last record of a key. */
    public Entry last(String key) {
        List<Entry> entries = of(key);
        return entries.get(entries.size() - 1);
    }
}
