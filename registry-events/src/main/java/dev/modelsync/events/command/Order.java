package dev.modelsync.events.command;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a worker, as far as it can be judged here.
 *
 * @param service null for all
 * @param revision of the parked change that the operator saw
 * @param approvalId of the stop that the operator saw
 * @param validFor for how long it may be carried out
 */
record Order(
        Kind kind,
        @Nullable ServiceKey service,
        @Nullable Long revision,
        @Nullable String approvalId,
        @Nullable String reason,
        Duration validFor) {

    /** Named as on the wire. */
    enum Kind {
        PAUSE,
        RESUME,
        RETRY_PARKED,
        DISCARD_PARKED,
        APPROVE_REMOVALS,
        REBUILD;

        boolean mayNameService() {
            return this == RETRY_PARKED || this == DISCARD_PARKED;
        }
    }
}
