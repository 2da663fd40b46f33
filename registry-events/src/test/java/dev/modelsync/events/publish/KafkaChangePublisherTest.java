package dev.modelsync.events.publish;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.events.publish.ServiceChange.Registered;
import dev.modelsync.events.publish.ServiceChange.Updated;
import dev.modelsync.events.publish.TopicReader.Fold;
import dev.modelsync.events.publish.TopicWatch.TopicEnd;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
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
    private static final List<ServiceChange> TWO =
            List.of(new Registered(live(FIRST, 4), AT), new Updated(live(FIRST, 4), live(FIRST, 5), AT));

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(false, null, new StringSerializer(), new SingleObjectSerializer());
    private final KafkaChangePublisher publisher = new KafkaChangePublisher(
            producer,
            new EventMapper("topic"),
            new Fold(new PublishedState(Map.of()), new TopicEnd(Uuid.ZERO_UUID, Map.of(PARTITION, 0L))));

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
                .hasMessageContaining("demo/svc, revision 4 at 1/AB")
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void shouldEndOnAnInterrupt() throws Exception {
        Thread waiting = start();
        await().until(() -> producer.history().size() == 2);

        waiting.interrupt();

        waiting.join();
    }

    private Thread start() {
        Thread thread = new Thread(() -> {
            try {
                publisher.publish(TWO);
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
