package dev.modelsync.events.activity.log;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes "cannot be read" a value, so that one such record does not stop the fold. */
final class StreamValueDeserializer implements Deserializer<StreamValue> {
    private final Deserializer<?> delegate;

    StreamValueDeserializer(Deserializer<?> delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable StreamValue deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            Object event = delegate.deserialize(topic, headers, bytes);
            return event == null ? null : new StreamValue.Event(event);
        } catch (SerializationException e) {
            return new StreamValue.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public @Nullable StreamValue deserialize(String topic, byte @Nullable [] bytes) {
        throw new UnsupportedOperationException("Called with headers only");
    }

    @Override
    public void close() {
        delegate.close();
    }
}
