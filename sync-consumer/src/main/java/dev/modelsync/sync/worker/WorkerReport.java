package dev.modelsync.sync.worker;

import dev.modelsync.sync.heartbeat.Condition;
import dev.modelsync.sync.heartbeat.Condition.State;
import dev.modelsync.sync.heartbeat.Safeguards;
import dev.modelsync.sync.heartbeat.WorkerFacts;
import java.util.Optional;

/** What a worker has to report. It asks neither database nor broker. */
final class WorkerReport {
    private WorkerReport() {}

    /** Empty where another process reads for this cluster, and so reports. */
    static Optional<WorkerFacts> of(ClusterWorker worker) {
        Safeguards safeguards = worker.safeguards();
        return conditionOf(worker, safeguards)
                .map(condition -> worker.observation().facts(worker.profile(), condition, safeguards));
    }

    private static Optional<Condition> conditionOf(ClusterWorker worker, Safeguards safeguards) {
        Optional<String> outage = worker.obstacle();
        Optional<String> pause = worker.pause().detail();
        if (outage.isPresent()) {
            return Optional.of(new Condition(State.FAILING, outage.get()));
        }
        if (!worker.isOpen()) {
            return Optional.of(new Condition(State.STARTING, null));
        }
        if (worker.assignedPartitions() == 0) {
            return Optional.empty();
        }
        if (safeguards.stop().isPresent()) {
            return Optional.of(new Condition(State.NEEDS_APPROVAL, "removals wait for approval"));
        }
        if (pause.isPresent()) {
            return Optional.of(new Condition(State.PAUSED, pause.get()));
        }
        return Optional.of(new Condition(safeguards.isRebuilding() ? State.REBUILDING : State.RUNNING, null));
    }
}
