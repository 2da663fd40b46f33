package dev.modelsync.events.registration;

/** Whether a write is meant. */
public enum WriteMode {
    /** It is. */
    REAL,
    /** It is made, looked at and undone: it passes every check of the database, and leaves nothing. */
    DRY_RUN
}
