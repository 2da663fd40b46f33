package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.RecordPosition;
import dev.modelsync.sync.apply.ServiceRecord;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Has parked services decided again, so that they heal when the cause is gone, without a new change. */
public final class ParkedRetry {
    private final ServiceEventReader reader;
    private final BatchApplier applier;
    private final Consumer<BatchOutcome.Committed> committed;

    /** @param reader of its own, since readers are for one thread only */
    public ParkedRetry(ServiceEventReader reader, BatchApplier applier, Consumer<BatchOutcome.Committed> committed) {
        this.reader = reader;
        this.applier = applier;
        this.committed = committed;
    }

    /** Answers why it could not be done; then everything is as before. Empty also while the worker is paused. */
    public Optional<String> run() {
        if (applier.parked() == 0) {
            return Optional.empty();
        }
        BatchOutcome outcome = applier.retryParked(this::read);
        if (outcome instanceof BatchOutcome.Committed done) {
            committed.accept(done);
        } else if (outcome instanceof BatchOutcome.Failed failed) {
            return Optional.of(failed.failure().inShort());
        }
        return Optional.empty();
    }

    private Optional<ServiceRecord> read(ServiceKey key, RecordPosition position, byte[] value) {
        ConsumerRecord<@Nullable String, byte @Nullable []> record =
                new ConsumerRecord<>(position.topic(), position.partition(), position.offset(), key.toString(), value);
        return reader.read(record) instanceof Reading.Event event ? Optional.of(event.record()) : Optional.empty();
    }
}
