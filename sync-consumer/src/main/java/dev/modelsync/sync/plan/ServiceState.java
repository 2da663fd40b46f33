package dev.modelsync.sync.plan;

/** What the journal says became of the last change of a service. */
public enum ServiceState {
    APPLIED,
    REMOVED,
    SKIPPED,
    PARKED
}
