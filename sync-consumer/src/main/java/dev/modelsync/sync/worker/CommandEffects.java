package dev.modelsync.sync.worker;

import dev.modelsync.sync.command.CommandAnswer;
import dev.modelsync.sync.consume.Positions;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.report.OutcomeRelay;
import java.util.Optional;
import java.util.function.Consumer;

/** What follows in this process from a command that is in force. Without it the same follows a little later. */
final class CommandEffects {
    private final OutcomeRelay relay;
    private final Positions positions;
    private final Consumer<Optional<ServiceKey>> retrying;
    private final Runnable replaying;
    private final Runnable comparing;

    /**
     * @param retrying decides a parked service again, or all, soon
     * @param replaying goes on with replays, soon
     * @param comparing looks at the registry and tells what it holds, soon
     */
    CommandEffects(
            OutcomeRelay relay,
            Positions positions,
            Consumer<Optional<ServiceKey>> retrying,
            Runnable replaying,
            Runnable comparing) {
        this.relay = relay;
        this.positions = positions;
        this.retrying = retrying;
        this.replaying = replaying;
        this.comparing = comparing;
    }

    void of(CommandAnswer answer) {
        relay.wake();
        if (!answer.isDone()) {
            return;
        }
        switch (answer.order().type()) {
            case "REBUILD" -> positions.doubt();
            case "RETRY_PARKED" ->
                retrying.accept(Optional.ofNullable(answer.order().service()));
            case "PLAN_REPLAY", "RUN_REPLAY", "APPROVE_REMOVALS" -> replaying.run();
            case "COMPARE" -> comparing.run();
            default -> {
                // In force by what the database holds.
            }
        }
    }
}
