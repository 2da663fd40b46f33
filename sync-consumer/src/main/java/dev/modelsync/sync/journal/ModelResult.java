package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.Reason;
import org.jspecify.annotations.Nullable;

/** What became of one model. */
public record ModelResult(
        String name, Action action, @Nullable Reason reason) {

    /** What was done to the registry entry. */
    public enum Action {
        CREATED,
        EDITED,
        REMOVED,
        UNCHANGED,
        SKIPPED
    }

    public ModelResult {
        if ((action == Action.SKIPPED) != (reason != null)) {
            throw new IllegalArgumentException("Model '" + name + "': " + action + " with reason " + reason);
        }
    }

    public static ModelResult of(String name, Action action) {
        return new ModelResult(name, action, null);
    }

    public static ModelResult skipped(String name, Reason reason) {
        return new ModelResult(name, Action.SKIPPED, reason);
    }
}
