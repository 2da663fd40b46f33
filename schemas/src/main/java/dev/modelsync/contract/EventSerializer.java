package dev.modelsync.contract;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of our topics as client properties say: by a schema registry's serialiser where {@code
 * value.serializer} names one, else in Avro's single-object encoding. A null value stays null, which is a tombstone.
 * Whatever the registry's serialiser throws comes as a {@link KafkaException}, as an outage of Kafka would. As safe for
 * several threads as what is named.
 */
public final class EventSerializer implements Serializer<SpecificRecord> {
    private final Serializer<? super SpecificRecord> delegate;

    private EventSerializer(Serializer<? super SpecificRecord> delegate) {
        this.delegate = delegate;
    }

    /**
     * @param properties of the client, those of the serialiser among them
     * @throws IllegalArgumentException when they name a class that is not there
     */
    @SuppressWarnings("unchecked")
    public static EventSerializer of(Map<String, ?> properties) {
        Object name = properties.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        if (name == null) {
            return new EventSerializer(new SingleObjectSerializer());
        }
        try {
            Serializer<Object> serializer = Utils.newInstance(name.toString(), Serializer.class);
            serializer.configure(properties, false);
            return new EventSerializer(serializer);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "modelsync.kafka.properties." + ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG
                            + " names a class that is not on the class path: " + name,
                    e);
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord value) {
        return serialize(topic, new RecordHeaders(), value);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable SpecificRecord value) {
        if (value == null) {
            return null;
        }
        try {
            return delegate.serialize(topic, headers, value);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SchemaRegistryUnavailableException(e);
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
