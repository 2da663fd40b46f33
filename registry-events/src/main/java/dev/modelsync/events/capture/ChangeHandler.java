package dev.modelsync.events.capture;

import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.publish.ChangePublisher;
import dev.modelsync.events.publish.ChangePublisher.Changes;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.SourceRow;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Publishes each batch of the engine. A record counts as processed only after everything of its batch
 * is durable, so no position is ever stored that is ahead of a topic.
 */
final class ChangeHandler implements ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {
    private final RowReader<InferenceService> services = ServiceRows.reader();
    private final RowReader<ClusterRow> clusters = ClusterRows.reader();
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
        List<SourceRecord> records = batch.stream().map(ChangeEvent::value).toList();
        publish(new Changes(read(records, services), read(records, clusters)));
        // What is neither of a table nor a message of ours is a heartbeat: only a position to store.
        for (SourceRecord message : records) {
            Optional<String> content = LogMessages.read(message);
            if (content.isPresent()) {
                follow(content.get());
            }
        }
        for (ChangeEvent<SourceRecord, SourceRecord> event : batch) {
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private static <R extends SourceRow> List<RowChange<R>> read(List<SourceRecord> records, RowReader<R> reader) {
        return records.stream().filter(reader::isOf).map(reader::read).toList();
    }

    private void publish(Changes changes) throws InterruptedException {
        publisher.publish(changes);
        Optional<Position> last = changes.last();
        if (last.isPresent()) {
            if (last.get().snapshot()) {
                comparisons.snapshotTaken();
            }
            progress.accept(last.get());
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
