package dev.modelsync.sync.worker;

import dev.modelsync.sync.command.CommandAnswer;
import dev.modelsync.sync.consume.ParkedRetry;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.report.OutcomeRelay;
import java.util.Optional;

/** What follows in this process from a command that is in force. Without it the same follows a little later. */
final class CommandEffects {
    private final Housekeeping housekeeping;
    private final OutcomeRelay relay;
    private final Positions positions;
    private final ParkedRetry parked;
    private final Runnable replaying;

    /** @param replaying goes on with replays, soon */
    CommandEffects(
            Housekeeping housekeeping,
            OutcomeRelay relay,
            Positions positions,
            ParkedRetry parked,
            Runnable replaying) {
        this.housekeeping = housekeeping;
        this.relay = relay;
        this.positions = positions;
        this.parked = parked;
        this.replaying = replaying;
    }

    void of(CommandAnswer answer) {
        relay.wake();
        if (!answer.isDone()) {
            return;
        }
        switch (answer.order().type()) {
            case "REBUILD" -> positions.doubt();
            case "RETRY_PARKED" ->
                housekeeping.once(
                        "deciding parked services again",
                        () -> parked.run(Optional.ofNullable(answer.order().service())));
            case "PLAN_REPLAY", "RUN_REPLAY", "APPROVE_REMOVALS" -> replaying.run();
            default -> {
                // In force by what the database holds.
            }
        }
    }
}
