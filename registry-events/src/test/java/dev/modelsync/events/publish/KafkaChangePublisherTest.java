package dev.modelsync.events.publish;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.publish.ChangePublisher.Changes;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.events.source.RowChange.Updated;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ServiceChanged;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.FIRST;
import static dev.modelsync.events.publish.Rows.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class KafkaChangePublisherTest {
    private static final Changes TWO = new Changes(
            List.of(new Inserted<>(live(FIRST, 4), AT), new Updated<>(live(FIRST, 4), live(FIRST, 5), AT)), List.of());
    private static final KafkaProperties NOWHERE = new KafkaProperties("127.0.0.1:1", Map.of());

    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(false, null, new StringSerializer(), new SingleObjectSerializer());
    private final KafkaChangePublisher publisher = new KafkaChangePublisher(producer, services(), clusters());

    private static PublishedTopic<InferenceService, ServiceChanged> services() {
        ServiceEvents events = new ServiceEvents();
        return new PublishedTopic<>("services", events, new TopicReader<>(NOWHERE, "services", events));
    }

    private static PublishedTopic<ClusterRow, ClusterChanged> clusters() {
        ClusterEvents events = new ClusterEvents();
        return new PublishedTopic<>("clusters", events, new TopicReader<>(NOWHERE, "clusters", events));
    }

    @Test
    void shouldReturnOnlyWhenEverythingIsAcknowledged() throws Exception {
        Thread publishing = start();
        await().until(() -> producer.history().size() == 2);

        producer.completeNext();
        assertThat(publishing.isAlive()).isTrue();
        producer.completeNext();

        publishing.join();
    }

    @Test
    void shouldFailTheWholeBatchAndRepeatIt() throws Exception {
        Thread failing = start();
        await().until(() -> producer.history().size() == 2);
        producer.completeNext();
        producer.errorNext(new RecordTooLargeException("too large"));
        failing.join();
        producer.clear();

        start();

        await().until(() -> producer.history().size() == 2);
    }

    @Test
    void shouldNameTheChangeThatCannotBePublished() {
        producer.sendException = new RecordTooLargeException("too large");

        assertThatThrownBy(() -> publisher.publish(TWO))
                .isInstanceOf(PublicationFailedException.class)
                .hasMessageContaining("Service demo/svc revision 4 at 1/AB")
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void shouldWaitForTheTopicsOfAllTables() throws Exception {
        Changes mixed = new Changes(
                List.of(new Inserted<>(live(FIRST, 4), AT)),
                List.of(new Inserted<>(ClusterEventsTest.enrolled(5), AT)));
        Thread publishing = start(mixed);
        await().until(() -> producer.history().size() == 2);
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("clusters", "services");

        producer.completeNext();
        assertThat(publishing.isAlive()).isTrue();
        producer.completeNext();
        publishing.join();

        start(mixed).join();
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void shouldEndOnAnInterrupt() throws Exception {
        Thread waiting = start();
        await().until(() -> producer.history().size() == 2);

        waiting.interrupt();

        waiting.join();
    }

    private Thread start() {
        return start(TWO);
    }

    private Thread start(Changes changes) {
        Thread thread = new Thread(() -> {
            try {
                publisher.publish(changes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (PublicationFailedException e) {
                assertThat(e).hasMessageContaining("demo/svc");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
