package dev.modelsync.events.publish;

import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.publish.PublishedTopic.Announcement;
import dev.modelsync.events.registration.InferenceService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Sends all, then waits for all; the first failure fails the batch, which will be repeated whole. */
final class KafkaChangePublisher implements ChangePublisher {
    private final Producer<String, SpecificRecord> producer;
    private final PublishedTopic<InferenceService, ?> services;
    private final PublishedTopic<ClusterRow, ?> clusters;

    KafkaChangePublisher(
            Producer<String, SpecificRecord> producer,
            PublishedTopic<InferenceService, ?> services,
            PublishedTopic<ClusterRow, ?> clusters) {
        this.producer = producer;
        this.services = services;
        this.clusters = clusters;
    }

    @Override
    public void publish(Changes changes) throws InterruptedException {
        // A revocation does not wait for many services.
        announce(Stream.concat(clusters.news(changes.clusters()).stream(), services.news(changes.services()).stream())
                .toList());
    }

    /** As {@link #publish}, whether it is news or not. */
    void announce(List<Announcement> announcements) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(announcements.size());
        for (Announcement announcement : announcements) {
            sent.add(send(announcement));
        }
        for (int i = 0; i < sent.size(); i++) {
            announcements.get(i).acknowledged(await(sent.get(i), announcements.get(i)));
        }
        announcements.forEach(Announcement::published);
    }

    /** What is not acknowledged within the time is given up. */
    void close(Duration limit) {
        producer.close(limit);
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
