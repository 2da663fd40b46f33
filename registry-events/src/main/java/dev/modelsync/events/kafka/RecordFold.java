package dev.modelsync.events.kafka;

import dev.modelsync.events.kafka.SkippedRecords.Cause;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Folds records into tables, one after the other. What can never be stored is passed over, logged and counted;
 * any other failure is thrown, for the caller to repeat the record.
 */
public final class RecordFold {
    private final Target target;
    private final SkippedRecords skipped;

    public RecordFold(Target target, SkippedRecords skipped) {
        this.target = target;
        this.skipped = skipped;
    }

    /** The tables. */
    public interface Target {
        /**
         * @param message that the event came with
         * @return false when nothing is made of events of this type
         */
        boolean add(ConsumerRecord<?, ?> message, Object event);

        /** A key whose record has no value is no more. */
        default void forget(String key) {}
    }

    public void fold(ConsumerRecord<String, TopicValue> message) {
        @Nullable TopicValue value = message.value();
        fold(message, value == null ? null : value.read());
    }

    private void fold(ConsumerRecord<String, TopicValue> message, @Nullable TopicValue value) {
        @Nullable String key = message.key();
        if (value instanceof TopicValue.Event read) {
            add(message, read.event());
        } else if (value instanceof TopicValue.Unreadable unreadable) {
            skipped.add(message, Cause.UNREADABLE, unreadable.reason());
        } else if (key != null) {
            target.forget(key);
        }
    }

    private void add(ConsumerRecord<?, ?> message, Object event) {
        try {
            if (!target.add(message, event)) {
                skipped.add(message, Cause.UNKNOWN_TYPE, event.getClass().getSimpleName());
            }
        } catch (DataIntegrityViolationException e) {
            skipped.add(
                    message, Cause.REFUSED, e.getMostSpecificCause().getClass().getSimpleName());
        }
    }
}
