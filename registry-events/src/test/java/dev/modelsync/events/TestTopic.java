package dev.modelsync.events;

import dev.modelsync.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** What someone else may do to one of the topics. */
public final class TestTopic {
    private static final int PARTITIONS = 3;
    private static final String CLEANUP = "cleanup.policy";

    private final String bootstrapServers;
    private final Topic topic;

    public TestTopic(Hm hm, Topic topic) {
        bootstrapServers = hm.kafka().bootstrapServers();
        this.topic = topic;
    }

    /** Deletes the topic; one that is not there is deleted already. */
    public void delete() {
        try (Admin admin = admin()) {
            if (exists(admin)) {
                admin.deleteTopics(Set.of(topic.topicName())).all().get();
            }
            await().until(() -> !exists(admin));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public void create() {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(topic.topicName(), PARTITIONS, (short) 1).configs(topic.requiredSettings())))
                    .all()
                    .get();
            await().until(() -> exists(admin));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops all records, and says nothing: the topic and its offsets go on. */
    public void loseRecords() {
        try (Admin admin = admin()) {
            Map<TopicPartition, RecordsToDelete> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic.topicName(), number))
                    .collect(Collectors.toMap(Function.identity(), partition -> RecordsToDelete.beforeOffset(-1)));
            // Of a topic that is only compacted no broker deletes records.
            keepBy(admin, "delete");
            admin.deleteRecords(all).all().get();
            keepBy(admin, topic.requiredSettings().get(CLEANUP));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keepBy(Admin admin, String cleanup) throws InterruptedException, ExecutionException {
        ConfigResource itself = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(CLEANUP, cleanup), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(itself, List.of(set))).all().get();
    }

    /** Writes as a publisher does that has lost its lease and does not know it. */
    public void write(String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private boolean exists(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get().contains(topic.topicName());
    }
}
