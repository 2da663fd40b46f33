package dev.modelsync.sync.consume;

import dev.modelsync.sync.apply.BatchOutcome;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands on what was committed without a record having come, and says why nothing was. */
public final class Telling {
    private final Consumer<BatchOutcome.Committed> committed;

    public Telling(Consumer<BatchOutcome.Committed> committed) {
        this.committed = committed;
    }

    /** Why it has to be tried again; empty when it was committed, and while somebody wants the worker to wait. */
    Optional<String> tell(BatchOutcome outcome) {
        if (outcome instanceof BatchOutcome.Committed done) {
            if (!done.results().isEmpty()) {
                committed.accept(done);
            }
        } else if (outcome instanceof BatchOutcome.Failed failed) {
            return Optional.of(failed.failure().inShort());
        } else if (outcome instanceof BatchOutcome.Stopped stopped) {
            return Optional.of(stopped.stop().detail());
        }
        return Optional.empty();
    }
}
