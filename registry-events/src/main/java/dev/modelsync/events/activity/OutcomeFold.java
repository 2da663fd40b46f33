package dev.modelsync.events.activity;

import dev.modelsync.events.kafka.RecordFold;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.SyncOutcome;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Outcomes of changes and of commands, each into its table. */
final class OutcomeFold implements RecordFold.Target {
    private final ServiceOutcomes outcomes;
    private final CommandLog commands;
    private final OutcomeNews news;

    OutcomeFold(ServiceOutcomes outcomes, CommandLog commands, OutcomeNews news) {
        this.outcomes = outcomes;
        this.commands = commands;
        this.news = news;
    }

    @Override
    public boolean add(ConsumerRecord<?, ?> message, Object event) {
        if (event instanceof SyncOutcome outcome) {
            outcomes.record(outcome);
            news.announce();
            return true;
        }
        if (event instanceof CommandOutcome outcome) {
            commands.record(outcome);
            return true;
        }
        return false;
    }
}
