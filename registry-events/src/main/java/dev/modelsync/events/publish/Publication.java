package dev.modelsync.events.publish;

import dev.modelsync.events.publish.SourceReconciler.Reports;
import dev.modelsync.events.publish.TopicReader.Fold;
import dev.modelsync.events.registration.ServiceTable;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/** Opens publishers that know what the topic holds. To be called by the one active capture, each time it starts. */
public final class Publication {
    private final Supplier<Producer<String, SpecificRecord>> producers;
    private final Supplier<TopicReader> topics;
    private final EventMapper mapper;
    private final ServiceTable table;
    private final Reports reports;

    Publication(
            Supplier<Producer<String, SpecificRecord>> producers,
            Supplier<TopicReader> topics,
            EventMapper mapper,
            ServiceTable table,
            Reports reports) {
        this.producers = producers;
        this.topics = topics;
        this.mapper = mapper;
        this.table = table;
        this.reports = reports;
    }

    /**
     * Reads the topic to its end first, and makes sure that what is published now is newer.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer, or on an interrupt
     * @throws InterruptedException while waiting for the brokers
     */
    public Session open() throws InterruptedException {
        Session session = session();
        boolean begun = false;
        try {
            session.reconciler().begin();
            begun = true;
            return session;
        } finally {
            if (!begun) {
                session.close();
            }
        }
    }

    private Session session() throws InterruptedException {
        TopicReader topic = topics.get();
        boolean read = false;
        try {
            Fold held = topic.read();
            KafkaChangePublisher publisher = new KafkaChangePublisher(producers.get(), mapper, held);
            read = true;
            return new Session(publisher, new SourceReconciler(table, topic, publisher, mapper, reports), topic);
        } finally {
            if (!read) {
                topic.close();
            }
        }
    }

    /** From a start of the capture to its end. */
    public static final class Session implements AutoCloseable {
        private final KafkaChangePublisher publisher;
        private final SourceReconciler reconciler;
        private final TopicReader topic;

        private Session(KafkaChangePublisher publisher, SourceReconciler reconciler, TopicReader topic) {
            this.publisher = publisher;
            this.reconciler = reconciler;
            this.topic = topic;
        }

        public ChangePublisher publisher() {
            return publisher;
        }

        public SourceReconciler reconciler() {
            return reconciler;
        }

        /**
         * Gives up at once what is not acknowledged yet: another publisher may have taken over, and what
         * arrives late would follow what it says.
         */
        @Override
        public void close() {
            publisher.close(Duration.ZERO);
            topic.close();
        }
    }
}
