package dev.modelsync.sync.command;

import dev.modelsync.sync.apply.PauseSwitch;
import dev.modelsync.sync.apply.RemovalStops;
import dev.modelsync.sync.journal.OutcomeOutbox;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.position.Cursors;
import dev.modelsync.sync.position.Rebuilds;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.replay.Replays;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each command changes, within the transaction that decides it. */
public final class CommandActions {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PauseSwitch pauseSwitch;
    private final RemovalStops stops;
    private final Rebuilds rebuilds;
    private final GivingUp givingUp;
    private final ReplayActions replays;
    private final String topic;

    private CommandActions(AidbDatabase database, Rebuilds rebuilds, GivingUp givingUp, Replays replays, String topic) {
        this.jdbc = database.jdbc();
        this.clock = database.clock();
        this.pauseSwitch = new PauseSwitch(database.jdbc());
        this.stops = new RemovalStops(database.jdbc(), database.clock());
        this.rebuilds = rebuilds;
        this.givingUp = givingUp;
        this.replays = new ReplayActions(replays, database.clock());
        this.topic = topic;
    }

    /** @param topic that a rebuild reads again */
    public static CommandActions of(
            AidbDatabase database, ClusterProfile profile, OutcomeOutbox outcomes, Replays replays, String topic) {
        Cursors cursors = new Cursors(database.jdbc(), profile.fingerprint(), database.clock());
        Rebuilds rebuilds = new Rebuilds(database.jdbc(), cursors, database.clock());
        return new CommandActions(database, rebuilds, new GivingUp(database, outcomes), replays, topic);
    }

    /** What is done, in one sentence for a person; or why nothing is. */
    record Result(@Nullable Refusal refusal, String detail) {
        static Result done(String detail) {
            return new Result(null, detail);
        }

        static Result refused(Refusal refusal) {
            return new Result(refusal, refusal.explanation());
        }
    }

    private record Parked(String state, long revision) {}

    Result follow(CommandOrder order) {
        return switch (order.type()) {
            case "PAUSE" -> pause(order);
            case "RESUME" -> pauseSwitch.resume() ? Result.done("resumed") : Result.refused(Refusal.NOT_PAUSED);
            case "RETRY_PARKED" -> retry(order);
            case "DISCARD_PARKED" -> discard(order);
            case "APPROVE_REMOVALS" -> approve(order);
            case "REBUILD" -> rebuild();
            case "COMPARE" -> Result.done("the registry is looked at; what it holds is told next");
            case "PLAN_REPLAY" -> replays.plan(order);
            case "RUN_REPLAY" -> replays.run(order);
            case "CANCEL_REPLAY" -> replays.cancel(order);
            default -> Result.refused(Refusal.UNKNOWN_COMMAND);
        };
    }

    private Result pause(CommandOrder order) {
        pauseSwitch.pause(order.commandId(), order.actor(), order.reason(), clock.instant());
        return Result.done("paused; nothing is applied until it is resumed");
    }

    /** The retry itself follows when this is committed; what becomes of each service is told as its outcome. */
    private Result retry(CommandOrder order) {
        if (order.service() == null) {
            return Result.done("the parked services are decided again");
        }
        return whyNotParked(order)
                .map(Result::refused)
                .orElseGet(() -> Result.done("service " + order.service() + " is decided again"));
    }

    private Result discard(CommandOrder order) {
        if (order.service() == null) {
            return Result.refused(Refusal.SERVICE_MISSING);
        }
        if (order.reason() == null || order.reason().isBlank()) {
            return Result.refused(Refusal.REASON_MISSING);
        }
        Optional<Refusal> refusal = whyNotParked(order);
        if (refusal.isPresent()) {
            return Result.refused(refusal.get());
        }
        givingUp.giveUp(order.service(), order.actor(), order.reason());
        return Result.done("the parked change of service " + order.service() + " is given up");
    }

    private Result approve(CommandOrder order) {
        if (order.approvalId() != null && stops.approve(order.approvalId(), order.actor(), order.reason())) {
            return Result.done("the removals pass, within the hour");
        }
        return Result.refused(stops.open().isPresent() ? Refusal.ANOTHER_STOP : Refusal.NO_STOP);
    }

    private Result rebuild() {
        if (rebuilds.isOpen()) {
            return Result.refused(Refusal.REBUILDING);
        }
        rebuilds.beginOrdered(topic);
        return Result.done("the service topic is read from its beginning");
    }

    private Optional<Refusal> whyNotParked(CommandOrder order) {
        ServiceKey service = order.service();
        List<Parked> found = service == null
                ? List.of()
                : jdbc.sql("select state, revision from modelsync.service where project = :project and name = :name")
                        .params(Map.of("project", service.project(), "name", service.name()))
                        .query((row, number) -> new Parked(row.getString("state"), row.getLong("revision")))
                        .list();
        if (found.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_SERVICE);
        }
        if (order.revision() != null && order.revision() != found.get(0).revision()) {
            return Optional.of(Refusal.SUPERSEDED);
        }
        return found.get(0).state().equals("PARKED") ? Optional.empty() : Optional.of(Refusal.NOT_PARKED);
    }
}
