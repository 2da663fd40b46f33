package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ServiceEvent;

/** What kind of record told of a change. */
public enum EventKind {
    /** The service is registered, with these models. */
    DECLARED,
    /** The service is deregistered. */
    WITHDRAWN,
    /** The deregistered service is gone from Hybrid Manager. */
    PURGED,
    /** The record could not be read. */
    UNREADABLE;

    public static EventKind of(ServiceEvent event) {
        if (event instanceof ServiceEvent.Declared) {
            return DECLARED;
        }
        return event instanceof ServiceEvent.Withdrawn ? WITHDRAWN : PURGED;
    }
}
