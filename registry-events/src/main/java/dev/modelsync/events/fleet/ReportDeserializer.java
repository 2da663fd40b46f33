package dev.modelsync.events.fleet;

import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes "cannot be read" a value, so that one such record does not stop the listener. */
final class ReportDeserializer implements Deserializer<ReceivedReport> {
    private final Deserializer<?> delegate;

    ReportDeserializer(Deserializer<?> delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable ReceivedReport deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            Object value = delegate.deserialize(topic, bytes);
            if (value instanceof ClusterReport report) {
                return new ReceivedReport.Heartbeat(report);
            }
            return value instanceof ClusterInventory inventory
                    ? new ReceivedReport.Inventory(inventory)
                    : new ReceivedReport.Unreadable("it is an event of another type");
        } catch (SerializationException e) {
            return new ReceivedReport.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
