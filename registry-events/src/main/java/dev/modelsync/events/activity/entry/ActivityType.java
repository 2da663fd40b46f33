package dev.modelsync.events.activity.entry;

import java.util.Arrays;

/** What was done: changes of services, then orders to a cluster's worker. */
public enum ActivityType {
    REGISTERED,
    UPDATED,
    CREDENTIALS_ROTATED,
    DEREGISTERED,
    PAUSE,
    RESUME,
    RETRY_PARKED,
    DISCARD_PARKED,
    APPROVE_REMOVALS,
    REBUILD,
    /** Of a newer version. */
    UNKNOWN;

    static ActivityType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
