package dev.modelsync.events.kafka;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes "cannot be read" a value, so that one such record does not stop whoever reads. */
public final class TopicValueDeserializer implements Deserializer<TopicValue> {
    private final Deserializer<?> delegate;

    public TopicValueDeserializer(KafkaProperties kafka) {
        this.delegate = kafka.valueDeserializer();
    }

    @Override
    public @Nullable TopicValue deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            Object event = delegate.deserialize(topic, headers, bytes);
            return event == null ? null : new TopicValue.Event(event);
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
