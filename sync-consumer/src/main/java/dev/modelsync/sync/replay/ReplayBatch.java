package dev.modelsync.sync.replay;

import dev.modelsync.sync.apply.BatchOutcome;
import dev.modelsync.sync.apply.PlannedBatch;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.ModelResult;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.RegistryState;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.SyncPlan;
import dev.modelsync.sync.replay.PlanRows.Done;
import dev.modelsync.sync.replay.PlanRows.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The next batch of a replay's plan, and what is noted of it in its own transaction. */
final class ReplayBatch implements PlannedBatch {
    private final String id;
    private final Replays replays;
    private final Map<ServiceKey, Deque<String>> agreed = new HashMap<>();
    private List<Row> rows = List.of();
    private boolean runs;

    ReplayBatch(String id, Replays replays) {
        this.id = id;
        this.replays = replays;
    }

    @Override
    public String replayId() {
        return id;
    }

    @Override
    public List<ServiceRecord> services() {
        runs = running().isPresent();
        rows = runs ? replays.rows().next(id) : List.of();
        List<ServiceRecord> records = new ArrayList<>();
        for (Row row : rows) {
            PlannedService service = row.service();
            agreed.computeIfAbsent(service.key(), none -> new ArrayDeque<>())
                    .add(service.forecast().mark());
            if (!service.waits()) {
                records.add(Objects.requireNonNull(service.newest(), "what cannot be read is not to be changed"));
            }
        }
        return records;
    }

    /** A service that is no part of the plan has begun to wait since for a name that the plan frees: it is its turn. */
    @Override
    public boolean agrees(SyncPlan plan, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        Deque<String> marks = agreed.getOrDefault(event.key(), new ArrayDeque<>());
        return marks.isEmpty()
                || marks.remove()
                        .equals(Forecast.of(plan, event, entry, registry).mark());
    }

    @Override
    public void done(BatchOutcome.Committed committed) {
        Map<ServiceKey, ApplyResult> results =
                committed.results().stream().collect(Collectors.toMap(ApplyResult::service, result -> result));
        List<Done> done = new ArrayList<>();
        for (Row row : rows) {
            done.add(doneOf(row, Optional.ofNullable(results.get(row.service().key()))));
        }
        replays.rows().done(id, done);
        if (runs) {
            running().ifPresent(replay -> tell(replay, replays.rows().next(id).isEmpty()));
        }
    }

    private void tell(Replay replay, boolean all) {
        if (all) {
            replays.change(
                    replay, replay.to(ReplayState.DONE, told(replays.rows().progress(id))));
        } else if (!replay.detail().equals(ReplayWork.CARRIED_OUT)) {
            replays.change(replay, replay.to(ReplayState.RUNNING, ReplayWork.CARRIED_OUT));
        } else {
            replays.tellProgress(replay);
        }
    }

    private Optional<Replay> running() {
        return replays.find(id).filter(replay -> replay.state() == ReplayState.RUNNING);
    }

    /** What became of a service that is decided twice in the batch is one result, and counted where it is met first. */
    private static Done doneOf(Row row, Optional<ApplyResult> result) {
        if (result.isEmpty()) {
            return Done.overtaken(row.number());
        }
        List<ModelResult> models =
                row.service().waits() ? List.of() : result.get().models();
        return new Done(
                row.number(),
                result.get().result().name(),
                count(models, ModelResult.Action.CREATED),
                count(models, ModelResult.Action.EDITED),
                count(models, ModelResult.Action.REMOVED));
    }

    private static int count(List<ModelResult> models, ModelResult.Action action) {
        return (int) models.stream().filter(model -> model.action() == action).count();
    }

    static String told(Replay.Progress progress) {
        if (progress.services() == 0) {
            return "Nothing was to be changed, and nothing was";
        }
        String models = progress.created() + " models created, " + progress.edited() + " edited, " + progress.removed()
                + " removed";
        String parked = progress.parked() == 0 ? "" : "; " + progress.parked() + " services failed and are parked";
        String left = progress.overtaken() == 0
                ? ""
                : "; " + progress.overtaken() + " services were no longer as planned and were left to the worker";
        return models + parked + left;
    }
}
