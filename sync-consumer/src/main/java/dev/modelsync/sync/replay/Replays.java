package dev.modelsync.sync.replay;

import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.apply.RemovalStops;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.replay.ReplayOutbox.ToldService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The replays of this cluster, and that each change of one is told. Every method is for the transaction of its caller. */
public final class Replays {
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);
    private static final int MODELS_OF_A_PART = 250;

    private final ReplayTable table;
    private final PlanRows rows;
    private final RemovalStops stops;
    private final ReplayOutbox outbox;

    public Replays(AidbDatabase database, ReplayOutbox outbox) {
        this.table = new ReplayTable(database.jdbc(), database.clock());
        this.rows = new PlanRows(database.dataSource());
        this.stops = new RemovalStops(database.jdbc(), database.clock());
        this.outbox = outbox;
    }

    /** Has the replay planned, as soon as the caller's transaction is committed; false when there is one of that id. */
    public boolean order(ReplayOrder order, Replay.Command command) {
        boolean added = table.add(order, command, "The topic is to be read");
        if (added) {
            table.find(order.id()).ifPresent(this::tell);
        }
        return added;
    }

    public Optional<Replay> find(String id) {
        return table.find(id);
    }

    /** Whether one has been ordered to run and has not ended. */
    public boolean isAnyRunning() {
        return table.isAnyRunning();
    }

    /** Has the plan carried out, if it still holds when that is looked at. */
    public void run(Replay planned, Replay.Command command) {
        change(
                planned,
                planned.to(ReplayState.CHECKING, "Whether the plan still holds is looked at")
                        .by(command));
    }

    /** From now on no more of it is done; what is done stays. */
    public Replay cancel(Replay open, Replay.Command command) {
        Replay.Progress progress = rows.progress(open.id());
        String detail = open.state().isRunning()
                ? "Cancelled after " + progress.services() + " of "
                        + open.counts().changedServices() + " services; what is done stays"
                : "Cancelled before anything was changed";
        Replay cancelled = open.to(ReplayState.CANCELLED, detail).by(command);
        change(open, cancelled);
        return cancelled;
    }

    Optional<Replay> next() {
        return table.next();
    }

    PlanRows rows() {
        return rows;
    }

    /** Whether nobody has brought it into another state. */
    boolean isStill(Replay found) {
        return table.find(found.id())
                .filter(now -> now.state() == found.state())
                .isPresent();
    }

    /** Told, unless somebody else has changed it before; then false. */
    boolean change(Replay from, Replay to) {
        Optional<Replay> changed = table.change(from, to);
        changed.ifPresent(replay -> {
            if (from.state().isRunning() && replay.state().isFinal()) {
                stops.end(Origin.REPLAY);
            }
            tell(replay);
        });
        return changed.isPresent();
    }

    /** Keeps the plan and tells it. */
    void planned(Replay from, Replay to, List<PlannedService> plan) {
        if (!isStill(from)) {
            return;
        }
        rows.add(from.id(), plan);
        List<List<ToldService>> parts = partsOf(plan);
        for (int part = 0; part < parts.size(); part++) {
            outbox.plan(from.id(), part, parts.get(part), table.told(from.id()));
        }
        change(from, to);
    }

    /** While it runs, not more often than anybody would look. */
    void tellProgress(Replay replay) {
        if (!table.wasToldWithin(replay.id(), BETWEEN_REPORTS)) {
            tell(replay);
        }
    }

    private void tell(Replay replay) {
        outbox.report(replay, rows.progress(replay.id()), table.told(replay.id()));
    }

    static List<List<ToldService>> partsOf(List<PlannedService> plan) {
        List<List<ToldService>> parts = new ArrayList<>();
        List<ToldService> part = new ArrayList<>();
        int models = 0;
        for (int number = 0; number < plan.size(); number++) {
            PlannedService service = plan.get(number);
            part.add(new ToldService(
                    number,
                    service.key(),
                    service.change().revision(),
                    service.change().eventId(),
                    service.forecast().left(),
                    service.forecast().models()));
            models += 1 + service.forecast().models().size();
            if (models >= MODELS_OF_A_PART) {
                parts.add(part);
                part = new ArrayList<>();
                models = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
