package dev.modelsync.events.activity.log;

import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.events.activity.entry.ActivityReader;
import dev.modelsync.events.activity.log.SkippedRecords.Cause;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From a record to the tables, within the transaction of the caller and at a savepoint of its own, so that
 * what the database refuses is passed over alone. Any other failure is the caller's.
 */
final class FactWriter {
    private final TransactionTemplate savepoint;
    private final ActivityTables tables;
    private final SkippedRecords skipped;

    FactWriter(TransactionTemplate transactions, ActivityTables tables, SkippedRecords skipped) {
        savepoint = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.tables = tables;
        this.skipped = skipped;
    }

    void write(ConsumerRecord<String, StreamValue> message) {
        @Nullable StreamValue value = message.value();
        if (value instanceof StreamValue.Event read) {
            write(message, read.event());
        } else if (value instanceof StreamValue.Unreadable unreadable) {
            skipped.add(message, Cause.UNREADABLE, unreadable.reason());
        }
        // No value is a purge: the history stays.
    }

    private void write(ConsumerRecord<?, ?> message, Object event) {
        List<ActivityFact> facts = ActivityReader.read(event);
        if (facts.isEmpty()) {
            skipped.add(message, Cause.UNKNOWN_TYPE, event.getClass().getSimpleName());
            return;
        }
        try {
            savepoint.executeWithoutResult(status -> facts.forEach(tables::add));
        } catch (DataIntegrityViolationException e) {
            skipped.add(
                    message, Cause.REFUSED, e.getMostSpecificCause().getClass().getSimpleName());
        }
    }
}
