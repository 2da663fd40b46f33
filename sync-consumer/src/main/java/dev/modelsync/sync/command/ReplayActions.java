package dev.modelsync.sync.command;

import dev.modelsync.sync.command.CommandActions.Result;
import dev.modelsync.sync.replay.Replay;
import dev.modelsync.sync.replay.ReplayOrder;
import dev.modelsync.sync.replay.ReplayState;
import dev.modelsync.sync.replay.Replays;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What commands about replays change. The work itself follows when that is committed, and is told as reports. */
final class ReplayActions {
    private final Replays replays;
    private final Clock clock;

    ReplayActions(Replays replays, Clock clock) {
        this.replays = replays;
        this.clock = clock;
    }

    Result plan(CommandOrder order) {
        ReplayOrder replay = order.replay();
        if (replay == null) {
            return Result.refused(Refusal.REPLAY_MISSING);
        }
        return replays.order(replay, by(order))
                ? Result.done("the replay is being planned")
                : Result.refused(Refusal.REPLAY_KNOWN);
    }

    Result run(CommandOrder order) {
        Optional<Replay> found = found(order);
        Optional<Refusal> refusal = whyNotRun(order, found);
        if (refusal.isPresent()) {
            return Result.refused(refusal.get());
        }
        replays.run(found.orElseThrow(), by(order));
        return Result.done("the replay is begun, if its plan still holds");
    }

    private Optional<Refusal> whyNotRun(CommandOrder order, Optional<Replay> found) {
        Optional<Refusal> unknown = whyUnknown(order, found);
        if (unknown.isPresent()) {
            return unknown;
        }
        Replay replay = found.orElseThrow();
        if (replay.state() != ReplayState.PLANNED) {
            return Optional.of(Refusal.NOT_PLANNED);
        }
        Instant expires = Objects.requireNonNull(replay.plan(), "a replay that is planned has a plan")
                .expiresAt();
        if (!clock.instant().isBefore(expires)) {
            return Optional.of(Refusal.PLAN_EXPIRED);
        }
        return replays.isAnyRunning() ? Optional.of(Refusal.REPLAY_RUNNING) : Optional.empty();
    }

    Result cancel(CommandOrder order) {
        Optional<Replay> found = found(order);
        Optional<Refusal> unknown = whyUnknown(order, found);
        if (unknown.isPresent()) {
            return Result.refused(unknown.get());
        }
        Replay replay = found.orElseThrow();
        return replay.state().isFinal()
                ? Result.refused(Refusal.REPLAY_ENDED)
                : Result.done(replays.cancel(replay, by(order)).detail());
    }

    private static Optional<Refusal> whyUnknown(CommandOrder order, Optional<Replay> found) {
        if (order.replay() == null) {
            return Optional.of(Refusal.REPLAY_MISSING);
        }
        return found.isEmpty() ? Optional.of(Refusal.UNKNOWN_REPLAY) : Optional.empty();
    }

    private Optional<Replay> found(CommandOrder order) {
        return Optional.ofNullable(order.replay()).flatMap(replay -> replays.find(replay.id()));
    }

    private static Replay.Command by(CommandOrder order) {
        return new Replay.Command(order.commandId(), order.actor(), order.issuedAt());
    }
}
