package dev.modelsync.sync.heartbeat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of removals that wait, of drift and of a rebuild. Asked by the heartbeat's thread; must not block. */
public interface Safeguards {
    /** Nothing is held back, nothing was compared. */
    Safeguards NONE = new Safeguards() {};

    /**
     * Removals that wait for approval.
     *
     * @param removals models that would be removed
     * @param ownedModels of how many
     */
    record Stop(String approvalId, int removals, int ownedModels, Instant since) {}

    default Optional<Stop> stop() {
        return Optional.empty();
    }

    /** Owned models that are missing or changed, at the last comparison; empty before the first. */
    default OptionalInt driftedModels() {
        return OptionalInt.empty();
    }

    /** Whether the topic is being read from its beginning. */
    default boolean isRebuilding() {
        return false;
    }
}
