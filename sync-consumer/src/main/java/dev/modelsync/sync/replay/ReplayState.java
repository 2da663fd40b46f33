package dev.modelsync.sync.replay;

/** How far a replay has come. */
public enum ReplayState {
    /** The topic is to be read, and a plan to be made. */
    PLANNING,
    /** Waits until somebody runs it. */
    PLANNED,
    /** Whether the plan still holds is to be looked at. */
    CHECKING,
    /** Removes so much that a person has to approve of it first. */
    NEEDS_APPROVAL,
    /** Being carried out. */
    RUNNING,
    DONE,
    /** What was done until then stays. */
    CANCELLED,
    /** The plan no longer held when it was to be run; nothing was changed. */
    STALE,
    /** It could not be planned. */
    FAILED;

    public boolean isFinal() {
        return this == DONE || this == CANCELLED || this == STALE || this == FAILED;
    }

    /** Whether it has been ordered to run and has not ended. */
    public boolean isRunning() {
        return this == CHECKING || this == NEEDS_APPROVAL || this == RUNNING;
    }
}
