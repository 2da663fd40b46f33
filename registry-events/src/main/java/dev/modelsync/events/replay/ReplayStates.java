package dev.modelsync.events.replay;

import dev.modelsync.events.activity.CommandLog;
import dev.modelsync.events.activity.CommandView;
import dev.modelsync.events.replay.ReplayFold.Told;
import dev.modelsync.events.replay.ReplayTables.Given;
import dev.modelsync.events.replay.ReplayTables.OnCluster;
import dev.modelsync.events.replay.ReplayView.Cluster;
import dev.modelsync.events.replay.ReplayView.Command;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How replays stand, from what their clusters have told and how they answered the commands. */
final class ReplayStates {
    private static final String PENDING = "PENDING";
    private static final String REFUSED = "REFUSED";
    /** It has told of the replay before: its database went back since. */
    private static final String UNKNOWN_REPLAY = "UNKNOWN_REPLAY";

    private final CommandLog commands;
    private final Clock clock;

    ReplayStates(CommandLog commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    ReplayView view(Given given, List<OnCluster> clusters) {
        List<Cluster> views = clusters.stream().map(this::view).toList();
        ReplayState state = views.stream()
                .map(Cluster::state)
                .min(Comparator.naturalOrder())
                .orElse(ReplayState.UNKNOWN);
        return new ReplayView(
                given.name(),
                given.id(),
                state,
                given.scope().services(),
                given.scope().from(),
                given.scope().to(),
                given.scope().offsets(),
                given.actor(),
                given.reason(),
                given.at(),
                views);
    }

    private Cluster view(OnCluster known) {
        CommandView plan = command(known, known.planCommand());
        @Nullable CommandView run = known.runCommand() == null ? null : command(known, known.runCommand());
        @Nullable CommandView cancel = known.cancelCommand() == null ? null : command(known, known.cancelCommand());
        CommandView last = cancel != null ? cancel : run != null ? run : plan;
        Told told = known.told();
        if (told == null) {
            return new Cluster(known.cluster(), unplanned(plan), plan.refusal(), plan.detail(), null, shown(last));
        }
        if (UNKNOWN_REPLAY.equals(last.refusal()) && !named(told.state()).isOver()) {
            return new Cluster(
                    known.cluster(), ReplayState.REFUSED, last.refusal(), last.detail(), told.report(), shown(last));
        }
        return new Cluster(
                known.cluster(), state(told, known, run), told.reason(), told.detail(), told.report(), shown(last));
    }

    private CommandView command(OnCluster known, String id) {
        return commands.find(known.cluster(), id).orElseThrow();
    }

    private ReplayState unplanned(CommandView plan) {
        if (plan.result().equals(REFUSED)) {
            return ReplayState.REFUSED;
        }
        return isUnanswered(plan) ? ReplayState.UNANSWERED : ReplayState.PLANNING;
    }

    private ReplayState state(Told told, OnCluster known, @Nullable CommandView run) {
        ReplayState state = named(told.state());
        if (state != ReplayState.PLANNED) {
            return state;
        }
        if (known.parts() < told.parts()) {
            return ReplayState.PLANNING;
        }
        if (run != null && !run.result().equals(REFUSED) && !isUnanswered(run)) {
            return ReplayState.CHECKING;
        }
        Instant expires = told.report().expiresAt();
        return expires != null && !clock.instant().isBefore(expires) ? ReplayState.EXPIRED : ReplayState.PLANNED;
    }

    private boolean isUnanswered(CommandView command) {
        Instant expires = command.expiresAt();
        return command.result().equals(PENDING)
                && expires != null
                && !clock.instant().isBefore(expires);
    }

    private static ReplayState named(String state) {
        return Arrays.stream(ReplayState.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElse(ReplayState.UNKNOWN);
    }

    private static Command shown(CommandView command) {
        return new Command(
                command.type(),
                command.commandId(),
                command.actor(),
                command.reason(),
                command.result(),
                command.refusal(),
                command.detail());
    }
}
