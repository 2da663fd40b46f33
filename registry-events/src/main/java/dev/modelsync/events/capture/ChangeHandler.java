package dev.modelsync.events.capture;

import dev.modelsync.events.publish.ChangePublisher;
import dev.modelsync.events.publish.ServiceChange;
import dev.modelsync.events.publish.ServiceChange.Position;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Publishes each batch of the engine. A record counts as processed only after everything of its batch
 * is durable, so no position is ever stored that is ahead of the topic.
 */
final class ChangeHandler implements ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {
    private static final String TABLE_TOPIC = EngineSettings.PREFIX + '.' + EngineSettings.TABLE;

    private final RowReader reader = new RowReader();
    private final ChangePublisher publisher;
    private final Comparisons comparisons;
    private final Consumer<Position> progress;

    /** @param progress told the position of the last change of each batch, once it is published */
    ChangeHandler(ChangePublisher publisher, Comparisons comparisons, Consumer<Position> progress) {
        this.publisher = publisher;
        this.comparisons = comparisons;
        this.progress = progress;
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<SourceRecord, SourceRecord>> batch,
            RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
            throws InterruptedException {
        List<ServiceChange> changes = new ArrayList<>(batch.size());
        List<String> messages = new ArrayList<>();
        for (ChangeEvent<SourceRecord, SourceRecord> event : batch) {
            // What is neither of the table nor a message of ours is a heartbeat: only a position to store.
            if (TABLE_TOPIC.equals(event.value().topic())) {
                changes.add(reader.read(event.value()));
            } else {
                LogMessages.read(event.value()).ifPresent(messages::add);
            }
        }
        publish(changes);
        for (String message : messages) {
            follow(message);
        }
        for (ChangeEvent<SourceRecord, SourceRecord> event : batch) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private void publish(List<ServiceChange> changes) throws InterruptedException {
        publisher.publish(changes);
        if (!changes.isEmpty()) {
            Position last = changes.get(changes.size() - 1).position();
            if (last.snapshot()) {
                comparisons.snapshotTaken();
            }
            progress.accept(last);
        }
    }

    private void follow(String message) throws InterruptedException {
        if (message.equals(LogMessages.COMPARE)) {
            comparisons.ask();
        } else {
            comparisons.reached(message);
        }
    }
}
