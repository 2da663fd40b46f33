package dev.modelsync.events.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that may use the registrations of a project.
 *
 * @param revokedAt null while it may
 * @param change the one that made it what it is
 */
public record Cluster(
        String id,
        String project,
        Location location,
        Map<String, String> labels,
        Delivery delivery,
        Instant enrolledAt,
        @Nullable Instant revokedAt,
        Change change) {

    /** Where a cluster runs, seen from Hybrid Manager. */
    public enum Location {
        PRIMARY,
        SECONDARY,
        SELF_MANAGED
    }

    /** @param revision grows with every change of the cluster, in commit order */
    public record Change(
            long revision, String actor, @Nullable String reason, Instant at) {}

    public Cluster {
        labels = Map.copyOf(labels);
    }

    public boolean isRevoked() {
        return revokedAt != null;
    }
}
