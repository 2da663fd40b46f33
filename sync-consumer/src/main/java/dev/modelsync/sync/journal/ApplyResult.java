package dev.modelsync.sync.journal;

import dev.modelsync.sync.journal.ModelResult.Action;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change on this cluster. There is one for every change that was decided.
 *
 * @param reason present exactly where the result is SKIPPED or PARKED
 * @param detail for a person, in our own words; present with the reason
 */
public record ApplyResult(
        ServiceKey service,
        ChangeId change,
        SyncResult result,
        @Nullable Reason reason,
        @Nullable String detail,
        List<ModelResult> models,
        RecordPosition position,
        EventKind kind) {

    public ApplyResult {
        models = List.copyOf(models);
        boolean explains = result == SyncResult.SKIPPED || result == SyncResult.PARKED;
        if (explains != (reason != null) || explains != (detail != null)) {
            throw new IllegalArgumentException(
                    "Service " + service + ": " + result + " with reason " + reason + " and detail " + detail);
        }
    }

    /** What became of a change whose steps were followed. */
    public static ApplyResult of(ServiceRecord record, ChangeId change, List<ModelResult> steps) {
        List<ModelResult> models = List.copyOf(merged(List.of(), steps).values());
        List<ModelResult> skipped =
                models.stream().filter(model -> model.reason() != null).toList();
        Reason reason = skipped.isEmpty() ? null : skipped.get(0).reason();
        String names = skipped.stream().map(ModelResult::name).collect(Collectors.joining("', '", "'", "'"));
        return new ApplyResult(
                record.event().key(),
                change,
                resultOf(record.event(), models),
                reason,
                reason == null ? null : reason.explanation() + ": " + names,
                models,
                record.position(),
                EventKind.of(record.event()));
    }

    private static SyncResult resultOf(ServiceEvent event, List<ModelResult> models) {
        if (models.stream().anyMatch(model -> model.action() == Action.SKIPPED)) {
            return SyncResult.SKIPPED;
        }
        if (!(event instanceof ServiceEvent.Declared)) {
            return SyncResult.REMOVED;
        }
        boolean unchanged = models.stream().allMatch(model -> model.action() == Action.UNCHANGED);
        return unchanged ? SyncResult.UNCHANGED : SyncResult.APPLIED;
    }

    public static ApplyResult parked(
            ServiceKey service,
            ChangeId change,
            Reason reason,
            String detail,
            RecordPosition position,
            EventKind kind) {
        return new ApplyResult(service, change, SyncResult.PARKED, reason, detail, List.of(), position, kind);
    }

    /** This one told as the sequel of another in the same transaction: nobody saw what was between. */
    public ApplyResult after(@Nullable ApplyResult earlier) {
        if (earlier == null || result == SyncResult.PARKED) {
            return this;
        }
        List<ModelResult> both = List.copyOf(merged(earlier.models, models).values());
        boolean changed = result == SyncResult.UNCHANGED && earlier.result != SyncResult.UNCHANGED;
        return new ApplyResult(
                service, change, changed ? SyncResult.APPLIED : result, reason, detail, both, position, kind);
    }

    /** Of two things told about one model, the later is what became of it. */
    private static Map<String, ModelResult> merged(List<ModelResult> earlier, List<ModelResult> later) {
        Map<String, ModelResult> merged = new LinkedHashMap<>();
        earlier.forEach(model -> merged.put(model.name(), model));
        later.forEach(model -> merged.merge(model.name(), model, ApplyResult::later));
        return merged;
    }

    /** Except where it found nothing to do, or edited what was only just created: nobody saw what was between. */
    private static ModelResult later(ModelResult was, ModelResult is) {
        boolean justCreated = was.action() == Action.CREATED && is.action() == Action.EDITED;
        return justCreated || is.action() == Action.UNCHANGED ? was : is;
    }
}
