package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchApplier;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.List;
import java.util.Optional;

/** Has parked services decided again, so that they heal when the cause is gone, without a new change. */
public final class ParkedRetry {
    private static final int AT_ONCE = 100;

    private final BatchApplier applier;
    private final UnreadRecords unreadRecords;
    private final Telling telling;

    public ParkedRetry(BatchApplier applier, UnreadRecords unreadRecords, Telling telling) {
        this.applier = applier;
        this.unreadRecords = unreadRecords;
        this.telling = telling;
    }

    /** Answers why it could not be done; then everything is as before. Empty also while the worker is paused. */
    public Optional<String> run() {
        return applier.parked() == 0 ? Optional.empty() : telling.tell(applier.retryParked(unreadRecords));
    }

    /** Because somebody asked for it: what becomes of them is told even where it is what it was. */
    public Optional<String> run(Optional<ServiceKey> service) {
        List<ServiceKey> keys = service.map(List::of).orElseGet(applier::parkedServices);
        Optional<String> obstacle = Optional.empty();
        for (int from = 0; from < keys.size() && obstacle.isEmpty(); from += AT_ONCE) {
            List<ServiceKey> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            obstacle = telling.tell(applier.decideAgain(some, unreadRecords));
        }
        return obstacle;
    }
}
