package dev.modelsync.events.publish;

import dev.modelsync.contract.EventSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.UninterruptedClose;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.Revisions;
import dev.modelsync.events.source.SourceRow;
import dev.modelsync.events.source.SourceTable;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens publishers that know what the topics hold. To be called by the one active capture, each time it starts. */
public final class Publication {
    private final KafkaProperties kafka;
    private final Map<String, Object> producer;
    private final Tables tables;
    private final Comparing comparing;

    /** @param producer settings of the producers */
    Publication(KafkaProperties kafka, Map<String, Object> producer, Tables tables, Comparing comparing) {
        this.kafka = kafka;
        this.producer = Map.copyOf(producer);
        this.tables = tables;
        this.comparing = comparing;
    }

    /** The captured tables. */
    record Tables(SourceTable<InferenceService> services, SourceTable<ClusterRow> clusters) {}

    /**
     * What comparisons need besides.
     *
     * @param purgeAfter the time that an end has until it becomes a tombstone
     */
    record Comparing(Revisions revisions, ComparedTopics topics, RepairLog repairs, Duration purgeAfter) {}

    /**
     * Reads the topics to their ends first, and makes sure that what is published now is newer.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer, or on an interrupt
     * @throws InterruptedException while waiting for the brokers
     */
    public Session open() throws InterruptedException {
        Session session = new Session(this);
        boolean begun = false;
        try {
            session.begin();
            begun = true;
            return session;
        } finally {
            if (!begun) {
                session.close();
            }
        }
    }

    private Producer<String, SpecificRecord> openProducer() {
        return new KafkaProducer<>(producer, new StringSerializer(), EventSerializer.of(producer));
    }

    private <R extends SourceRow, E extends SpecificRecord> PublishedTopic<R, E> topic(
            Topic topic, EventMapper<R, E> mapper) {
        String name = topic.topicName();
        return new PublishedTopic<>(name, mapper, new TopicReader<>(kafka, name, mapper));
    }

    /** From a start of the capture to its end. */
    public static final class Session implements AutoCloseable {
        private final PublishedTopic<InferenceService, ServiceChanged> services;
        private final PublishedTopic<ClusterRow, ClusterChanged> clusters;
        private final KafkaChangePublisher publisher;
        private final SourceReconciler reconciler;

        private Session(Publication publication) {
            Comparing comparing = publication.comparing;
            services = publication.topic(Topic.INFERENCE_SERVICES, new ServiceEvents());
            clusters = publication.topic(Topic.CLUSTERS, new ClusterEvents());
            publisher = new KafkaChangePublisher(publication.openProducer(), services, clusters);
            reconciler = new SourceReconciler(
                    List.of(
                            new TableReconciler<>(
                                    publication.tables.services(), services, publisher, comparing.purgeAfter()),
                            new TableReconciler<>(
                                    publication.tables.clusters(), clusters, publisher, comparing.purgeAfter())),
                    comparing.revisions(),
                    comparing.topics(),
                    comparing.repairs());
        }

        private void begin() throws InterruptedException {
            services.readAnew();
            clusters.readAnew();
            reconciler.begin();
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
            UninterruptedClose.of(() -> publisher.close(Duration.ZERO), services::close, clusters::close);
        }
    }
}
