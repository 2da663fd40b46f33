package dev.modelsync.contract;

import org.apache.kafka.common.KafkaException;

/** The schema registry does not answer, so nothing is known of the record: to be read again, as after an outage of Kafka. */
public final class SchemaRegistryUnavailableException extends KafkaException {
    private static final long serialVersionUID = 1L;

    SchemaRegistryUnavailableException(Throwable cause) {
        super("The schema registry does not answer", cause);
    }
}
