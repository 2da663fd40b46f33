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
    private final CommandLog commands;
    private final OutcomeNews news;

    OutcomeListener(ServiceOutcomes outcomes, CommandLog commands, OutcomeNews news) {
        this.outcomes = outcomes;
        this.commands = commands;
        this.news = news;
    }

    @Override
    public void onMessage(ConsumerRecord<String, ReceivedOutcome> message) {
        @Nullable ReceivedOutcome received = message.value();
        if (received instanceof ReceivedOutcome.Readable readable) {
            fold(message, () -> outcomes.record(readable.outcome()));
            news.announce();
        } else if (received instanceof ReceivedOutcome.OfCommand command) {
            fold(message, () -> commands.record(command.outcome()));
        } else if (received instanceof ReceivedOutcome.Unreadable unreadable) {
            skipped(message, unreadable.reason());
        }
    }

    private static void fold(ConsumerRecord<String, ReceivedOutcome> message, Runnable writing) {
        try {
            writing.run();
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
