package dev.modelsync.events.kafka;

import dev.modelsync.contract.EventDeserializer;
import dev.modelsync.contract.SchemaRegistryUnavailableException;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes "cannot be read" a value, so that one such record does not stop whoever reads; and "not yet" another. */
public final class TopicValueDeserializer implements Deserializer<TopicValue> {
    private final EventDeserializer delegate;

    public TopicValueDeserializer(KafkaProperties kafka) {
        this.delegate = kafka.valueDeserializer();
    }

    @Override
    public @Nullable TopicValue deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return read(topic, headers, bytes);
        } catch (SchemaRegistryUnavailableException e) {
            return new TopicValue.Unread(() -> read(topic, headers, bytes));
        }
    }

    private TopicValue read(String topic, Headers headers, byte[] bytes) {
        try {
            return new TopicValue.Event(Objects.requireNonNull(delegate.deserialize(topic, headers, bytes)));
        } catch (SerializationException e) {
            return new TopicValue.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public @Nullable TopicValue deserialize(String topic, byte @Nullable [] bytes) {
        throw new UnsupportedOperationException("Called with headers only");
    }

    @Override
    public void close() {
        delegate.close();
    }
}
