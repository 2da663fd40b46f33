package dev.modelsync.sync.consume;

import dev.modelsync.sync.journal.RecordPosition;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what the journal kept of a record, as if it had just come. */
public final class RecordsReadAgain implements UnreadRecords {
    private final ServiceEventReader reader;

    /** @param reader of its own, since readers are for one thread only */
    public RecordsReadAgain(ServiceEventReader reader) {
        this.reader = reader;
    }

    @Override
    public Optional<ServiceRecord> read(ServiceKey key, RecordPosition position, byte[] value) {
        ConsumerRecord<@Nullable String, byte @Nullable []> record =
                new ConsumerRecord<>(position.topic(), position.partition(), position.offset(), key.toString(), value);
        return reader.read(record) instanceof Reading.Event event ? Optional.of(event.record()) : Optional.empty();
    }
}
