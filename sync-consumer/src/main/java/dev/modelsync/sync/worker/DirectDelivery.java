package dev.modelsync.sync.worker;

import dev.modelsync.sync.credential.SealedCredentials;
import dev.modelsync.sync.credential.SealedTopicReader;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.settings.PrivateKeySetting;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The credentials that are sealed for a cluster whose models call their providers themselves, and their reading. */
record DirectDelivery(SealedCredentials credentials, SealedTopicReader reader) {

    static DirectDelivery of(String clusterId, PrivateKeySetting privateKey, WorkerParts shared) {
        String name = "modelsync-" + clusterId + "-credentials";
        SealedCredentials credentials = new SealedCredentials(privateKey.key());
        return new DirectDelivery(
                credentials,
                new SealedTopicReader(
                        credentials,
                        new KafkaSource(name + "-consumer", shared),
                        new Outage(clusterId, "reading sealed credentials", shared.clock()),
                        name,
                        shared.clock()));
    }

    private record KafkaSource(String clientId, WorkerParts shared) implements SealedTopicReader.Source {

        @Override
        public Consumer<@Nullable String, byte @Nullable []> consumer() {
            return new KafkaConsumer<>(shared.kafka().reader(clientId));
        }

        @Override
        public String topicId() throws InterruptedException {
            return shared.topic().idOf(SealedTopicReader.NAME);
        }

        @Override
        public Deserializer<?> deserializer() {
            return shared.kafka().valueDeserializer();
        }
    }
}
