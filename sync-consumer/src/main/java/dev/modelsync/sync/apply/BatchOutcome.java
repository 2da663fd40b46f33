package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.plan.SyncPlan.Why;
import dev.modelsync.sync.registry.SqlFailure;
import java.util.List;
import java.util.Map;

/** How the transaction of a batch ended. */
public sealed interface BatchOutcome {

    /**
     * Committed.
     *
     * @param results in the order of decision
     * @param ignored how many events asked for nothing, by reason
     * @param parked how many services are parked on this cluster now
     */
    record Committed(List<ApplyResult> results, Map<Why, Integer> ignored, int parked) implements BatchOutcome {
        public Committed {
            results = List.copyOf(results);
            ignored = Map.copyOf(ignored);
        }
    }

    /** Rolled back: the database is not where this worker left it. Somebody else moved the cursor. */
    record Fenced(int partition) implements BatchOutcome {}

    /** Rolled back: the worker has to stand still for now; the batch waits. */
    record Held(String detail) implements BatchOutcome {}

    /** Rolled back: it removes so much that a person has to approve of it. */
    record Stopped(RemovalStop stop) implements BatchOutcome {}

    /** Rolled back: the batch has to be tried again. */
    record Failed(SqlFailure failure) implements BatchOutcome {}
}
