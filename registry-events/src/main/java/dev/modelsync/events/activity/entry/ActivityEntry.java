package dev.modelsync.events.activity.entry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to a service or a cluster, when and why. Never holds a secret, because no event does.
 *
 * @param id of a change its event's, {@code <uid>:<revision>} or {@code <cluster>:<revision>}; of a command {@code command:<cluster>:<command id>}
 * @param at when it happened, to the microsecond
 * @param reason why, in the words of the actor
 * @param revision of a change the revision after it; of a command the revision that its giver saw
 * @param cluster whose enrolment was changed, or whose worker was given a command; null for the change of a service, which
 *     concerns all clusters
 * @param before fields that the change replaced or ended, by name; {@code models} by the models' names
 * @param after fields that the change brought; of a command what it was given besides
 */
public record ActivityEntry(
        String id,
        Origin origin,
        Instant at,
        ActivityType type,
        String actor,
        @Nullable String reason,
        @Nullable String project,
        @Nullable String service,
        @Nullable String serviceUid,
        @Nullable Long revision,
        @Nullable String cluster,
        Map<String, Object> before,
        Map<String, Object> after)
        implements ActivityFact {

    /** What kind of event said so. */
    public enum Origin {
        /** A change of a service, or of the enrolment of a cluster. */
        CHANGE,
        /** A command to a worker. */
        COMMAND,
        /** The outcome of a command, which names most of the command; the command itself says more. */
        ANSWER
    }

    public ActivityEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
