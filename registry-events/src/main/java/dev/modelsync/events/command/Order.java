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
 * @param replay null where it is about none
 * @param validFor for how long it may be carried out
 */
public record Order(
        Kind kind,
        @Nullable ServiceKey service,
        @Nullable Long revision,
        @Nullable String approvalId,
        @Nullable ReplayOrder replay,
        @Nullable String reason,
        Duration validFor) {

    private static final Duration REPLAY_VALID = Duration.ofMinutes(10);

    /** About a replay. */
    public static Order of(Kind kind, ReplayOrder replay, @Nullable String reason) {
        return new Order(kind, null, null, null, replay, reason, REPLAY_VALID);
    }

    /** Named as on the wire. */
    public enum Kind {
        PAUSE,
        RESUME,
        RETRY_PARKED,
        DISCARD_PARKED,
        APPROVE_REMOVALS,
        REBUILD,
        COMPARE,
        PLAN_REPLAY,
        RUN_REPLAY,
        CANCEL_REPLAY;

        /** Of the others, replays take care. */
        boolean isGivenByItself() {
            return ordinal() < PLAN_REPLAY.ordinal();
        }

        boolean mayNameService() {
            return this == RETRY_PARKED || this == DISCARD_PARKED;
        }
    }
}
