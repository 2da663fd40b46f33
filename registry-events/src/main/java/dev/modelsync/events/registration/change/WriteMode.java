package dev.modelsync.events.registration.change;

/** Whether a write is meant, and whether the endpoint has to prove itself before. */
public enum WriteMode {
    /** It is. */
    REAL,
    /** It is made, looked at and undone: it passes every check of the database, and leaves nothing. */
    DRY_RUN,
    /** It is, provided that a probe finds the endpoint ready. */
    REAL_WHEN_READY,
    /** As a dry run, provided that a probe finds the endpoint ready. */
    DRY_RUN_WHEN_READY;

    public boolean isDryRun() {
        return this == DRY_RUN || this == DRY_RUN_WHEN_READY;
    }

    boolean probes() {
        return this == REAL_WHEN_READY || this == DRY_RUN_WHEN_READY;
    }

    /** The same, on this condition. */
    public WriteMode whenReady() {
        return isDryRun() ? DRY_RUN_WHEN_READY : REAL_WHEN_READY;
    }
}
