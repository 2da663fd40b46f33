package dev.modelsync.events.activity.entry;

import java.util.Arrays;

/** What was done: changes of services, of the enrolment of clusters, then orders to a cluster's worker. */
public enum ActivityType {
    REGISTERED,
    /** Of a service, or of a cluster. */
    UPDATED,
    CREDENTIALS_ROTATED,
    DEREGISTERED,
    ENROLLED,
    TOKEN_REISSUED,
    REVOKED,
    PAUSE,
    RESUME,
    RETRY_PARKED,
    DISCARD_PARKED,
    APPROVE_REMOVALS,
    REBUILD,
    PLAN_REPLAY,
    RUN_REPLAY,
    CANCEL_REPLAY,
    COMPARE,
    /** Of a newer version. */
    UNKNOWN;

    static ActivityType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
