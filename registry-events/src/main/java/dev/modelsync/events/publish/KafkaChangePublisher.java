package dev.modelsync.events.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Sends all, then waits for all; the first failure fails the batch, which will be repeated whole. */
final class KafkaChangePublisher implements ChangePublisher {
    private final Producer<String, SpecificRecord> producer;
    private final EventMapper mapper;
    private final PublishedState published;

    KafkaChangePublisher(Producer<String, SpecificRecord> producer, EventMapper mapper, PublishedState published) {
        this.producer = producer;
        this.mapper = mapper;
        this.published = published;
    }

    @Override
    public void publish(List<ServiceChange> changes) throws InterruptedException {
        List<ServiceChange> news = published.news(changes);
        List<Future<RecordMetadata>> sent = new ArrayList<>(news.size());
        for (ServiceChange change : news) {
            sent.add(send(change));
        }
        for (int i = 0; i < sent.size(); i++) {
            await(sent.get(i), news.get(i));
        }
        published.published(news);
    }

    private Future<RecordMetadata> send(ServiceChange change) throws InterruptedException {
        try {
            return producer.send(mapper.toRecord(change));
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw failed(change, e);
        }
    }

    private static void await(Future<RecordMetadata> acknowledged, ServiceChange change) throws InterruptedException {
        try {
            acknowledged.get();
        } catch (ExecutionException e) {
            throw failed(change, e);
        }
    }

    private static PublicationFailedException failed(ServiceChange change, Throwable cause) {
        return new PublicationFailedException(
                "Service " + change.key() + ", revision " + change.row().revision() + " at " + change.position()
                        + ", cannot be published",
                cause);
    }

    private static InterruptedException interrupted(InterruptException e) {
        InterruptedException interrupted = new InterruptedException("Interrupted while sending");
        interrupted.initCause(e);
        return interrupted;
    }
}
