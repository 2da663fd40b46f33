package dev.modelsync.events.activity;

import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.SyncOutcome;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes "cannot be read" a value, so that one such record does not stop the listener. */
final class OutcomeDeserializer implements Deserializer<ReceivedOutcome> {
    private final Deserializer<?> delegate;

    OutcomeDeserializer(Deserializer<?> delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable ReceivedOutcome deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            Object value = delegate.deserialize(topic, bytes);
            if (value instanceof CommandOutcome command) {
                return new ReceivedOutcome.OfCommand(command);
            }
            return value instanceof SyncOutcome outcome
                    ? new ReceivedOutcome.Readable(outcome)
                    : new ReceivedOutcome.Unreadable("it is an event of another type");
        } catch (SerializationException e) {
            return new ReceivedOutcome.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
