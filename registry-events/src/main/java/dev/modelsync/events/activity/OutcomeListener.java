package dev.modelsync.events.activity;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.MessageListener;

/**
 * Folds each outcome into the table. What can never be stored is logged with its position and passed
 * over; any other failure is thrown, and the container repeats the record until it succeeds.
 */
final class OutcomeListener implements MessageListener<String, ReceivedOutcome> {
    private static final Logger log = LoggerFactory.getLogger(OutcomeListener.class);

    private final ServiceOutcomes outcomes;

    OutcomeListener(ServiceOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void onMessage(ConsumerRecord<String, ReceivedOutcome> message) {
        @Nullable ReceivedOutcome received = message.value();
        if (received instanceof ReceivedOutcome.Readable readable) {
            fold(message, readable);
        } else if (received instanceof ReceivedOutcome.Unreadable unreadable) {
            skipped(message, unreadable.reason());
        }
    }

    private void fold(ConsumerRecord<String, ReceivedOutcome> message, ReceivedOutcome.Readable readable) {
        try {
            outcomes.record(readable.outcome());
        } catch (DataIntegrityViolationException e) {
            skipped(
                    message,
                    "the table refuses it: "
                            + e.getMostSpecificCause().getClass().getSimpleName());
        }
    }

    private static void skipped(ConsumerRecord<String, ReceivedOutcome> message, String reason) {
        log.warn("Outcome at {}-{}@{} skipped: {}", message.topic(), message.partition(), message.offset(), reason);
    }
}
