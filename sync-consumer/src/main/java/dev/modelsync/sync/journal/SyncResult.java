package dev.modelsync.sync.journal;

/** What became of a change of a service on this cluster. */
public enum SyncResult {
    /** The registry holds what the change asks for. */
    APPLIED,
    /** The models of the service are gone. */
    REMOVED,
    /** The registry already was as the change asks. */
    UNCHANGED,
    /** At least one model is left out on purpose. */
    SKIPPED,
    /** Nothing was changed; a person has to act. */
    PARKED
}
