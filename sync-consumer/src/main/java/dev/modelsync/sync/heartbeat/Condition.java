package dev.modelsync.sync.heartbeat;

import org.jspecify.annotations.Nullable;

/**
 * How a worker is.
 *
 * @param detail one sentence for a person
 */
public record Condition(State state, @Nullable String detail) {

    /** The names are those that travel. */
    public enum State {
        STARTING,
        RUNNING,
        REBUILDING,
        PAUSED,
        NEEDS_APPROVAL,
        FAILING
    }
}
