package dev.modelsync.events.publish;

import dev.modelsync.events.publish.PublishedState.Last;
import dev.modelsync.events.publish.TopicReader.Fold;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Sends all, then waits for all; the first failure fails the batch, which will be repeated whole. */
final class KafkaChangePublisher implements ChangePublisher {
    private final Producer<String, SpecificRecord> producer;
    private final EventMapper mapper;
    private PublishedState published;
    private volatile TopicWatch watch;

    KafkaChangePublisher(Producer<String, SpecificRecord> producer, EventMapper mapper, Fold topic) {
        this.producer = producer;
        this.mapper = mapper;
        this.published = topic.state();
        this.watch = new TopicWatch(topic.end());
    }

    /**
     * Something to be announced.
     *
     * @param last what the topic then says of the key
     * @param description names it in an error
     */
    record Announcement(
            ServiceKey key, Last last, ProducerRecord<String, SpecificRecord> message, String description) {}

    @Override
    public void publish(List<ServiceChange> changes) throws InterruptedException {
        announce(published.news(changes).stream().map(this::announcement).toList());
    }

    /** As {@link #publish}, whether it is news or not. */
    void announce(List<Announcement> announcements) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(announcements.size());
        for (Announcement announcement : announcements) {
            sent.add(send(announcement));
        }
        for (int i = 0; i < sent.size(); i++) {
            watch.acknowledged(await(sent.get(i), announcements.get(i)));
        }
        announcements.forEach(announcement -> published.published(announcement.key(), announcement.last()));
    }

    PublishedState published() {
        return published;
    }

    TopicWatch watch() {
        return watch;
    }

    /** Forgets what it knew of the topic. */
    void use(Fold topic) {
        published = topic.state();
        watch = new TopicWatch(topic.end());
    }

    /** What is not acknowledged within the time is given up. */
    void close(Duration limit) {
        producer.close(limit);
    }

    private Announcement announcement(ServiceChange change) {
        return new Announcement(
                change.key(),
                PublishedState.after(change),
                mapper.toRecord(change),
                "Service " + change.key() + ", revision " + change.row().revision() + " at " + change.position());
    }

    private Future<RecordMetadata> send(Announcement announcement) throws InterruptedException {
        try {
            return producer.send(announcement.message());
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw failed(announcement, e);
        }
    }

    private static RecordMetadata await(Future<RecordMetadata> acknowledged, Announcement announcement)
            throws InterruptedException {
        try {
            return acknowledged.get();
        } catch (ExecutionException e) {
            throw failed(announcement, e);
        }
    }

    private static PublicationFailedException failed(Announcement announcement, Throwable cause) {
        return new PublicationFailedException(announcement.description() + ", cannot be published", cause);
    }

    private static InterruptedException interrupted(InterruptException e) {
        InterruptedException interrupted = new InterruptedException("Interrupted while sending");
        interrupted.initCause(e);
        return interrupted;
    }
}
