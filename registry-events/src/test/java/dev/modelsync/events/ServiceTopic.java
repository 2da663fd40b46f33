package dev.modelsync.events;

import dev.modelsync.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** What someone else may do to the service topic. */
public final class ServiceTopic {
    private static final String NAME = Topic.INFERENCE_SERVICES.topicName();
    private static final int PARTITIONS = 3;

    private final String bootstrapServers;

    public ServiceTopic(Hm hm) {
        bootstrapServers = hm.kafka().bootstrapServers();
    }

    /** Deletes the topic; one that is not there is deleted already. */
    public void delete() {
        try (Admin admin = admin()) {
            if (exists(admin)) {
                admin.deleteTopics(Set.of(NAME)).all().get();
            }
            await().until(() -> !exists(admin));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public void create() {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1)
                            .configs(Topic.INFERENCE_SERVICES.requiredSettings())))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes as a publisher does that has lost its lease and does not know it. */
    public void write(String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(NAME, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static boolean exists(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get().contains(NAME);
    }
}
