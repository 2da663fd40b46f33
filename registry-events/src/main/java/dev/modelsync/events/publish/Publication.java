package dev.modelsync.events.publish;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/** Opens a publisher that knows what the topic holds. To be called by the one active capture, each time it starts. */
public final class Publication {
    private final Producer<String, SpecificRecord> producer;
    private final EventMapper mapper;
    private final TopicReader reader;

    Publication(Producer<String, SpecificRecord> producer, EventMapper mapper, TopicReader reader) {
        this.producer = producer;
        this.mapper = mapper;
        this.reader = reader;
    }

    /**
     * Reads the topic to its end first.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer, or on an interrupt
     */
    public ChangePublisher open() {
        return new KafkaChangePublisher(producer, mapper, reader.read());
    }
}
