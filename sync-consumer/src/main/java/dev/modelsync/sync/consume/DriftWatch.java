package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.ModelResult.Action;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.Drift;
import dev.modelsync.sync.registry.DriftCheck;
import dev.modelsync.sync.report.LogKeys;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares now and then what we made with what the registry holds, and where it is so configured
 * repairs what differs, by deciding the services concerned again.
 */
public final class DriftWatch {
    private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

    private final String clusterId;
    private final DriftCheck check;
    private final boolean repairs;
    private final BatchApplier applier;
    private final UnreadRecords unreadRecords;
    private final Telling telling;
    private volatile Map<String, Drift> drifted = Map.of();
    private volatile boolean compared;

    public DriftWatch(
            String clusterId,
            DriftCheck check,
            boolean repairs,
            BatchApplier applier,
            UnreadRecords unreadRecords,
            Telling telling) {
        this.clusterId = clusterId;
        this.check = check;
        this.repairs = repairs;
        this.applier = applier;
        this.unreadRecords = unreadRecords;
        this.telling = telling;
    }

    /** Compares, and repairs nothing. */
    public DriftCheck.Found compare() {
        DriftCheck.Found found = check.run();
        tell(found.drifted());
        return found;
    }

    /** Answers why it could not be done; then it is done the next time. */
    public Optional<String> run() {
        DriftCheck.Found found = compare();
        if (!repairs || found.services().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> obstacle = telling.tell(applier.decideAgain(found.services(), unreadRecords));
        if (obstacle.isEmpty()) {
            compare();
        }
        return obstacle;
    }

    /** How each model differs, at the last comparison; empty before the first. */
    public Optional<Map<String, Drift>> drifted() {
        return compared ? Optional.of(drifted) : Optional.empty();
    }

    /** Whether one of the models that differed was made anew, removed or given up, so that it may differ no more. */
    public boolean isTouchedBy(List<ApplyResult> results) {
        Map<String, Drift> known = drifted;
        return !known.isEmpty()
                && results.stream()
                        .flatMap(result -> result.models().stream())
                        .filter(model -> model.action() != Action.UNCHANGED)
                        .anyMatch(model -> known.containsKey(model.name()));
    }

    /** How many models differ in each way, also where none does. */
    public Map<String, Integer> modelsByKind() {
        Map<String, Integer> byKind = new HashMap<>();
        for (Drift kind : Drift.values()) {
            byKind.put(kind.name(), Collections.frequency(drifted.values(), kind));
        }
        return byKind;
    }

    private void tell(Map<String, Drift> found) {
        if (!found.equals(drifted)) {
            log.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, clusterId)
                    .log("cluster={} models that are not in the registry as they were made: {}", clusterId, found);
        }
        drifted = Map.copyOf(found);
        compared = true;
    }
}
