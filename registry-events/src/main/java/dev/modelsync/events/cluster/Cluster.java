package dev.modelsync.events.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that may use the registrations of a project.
 *
 * @param revokedAt null while it may
 */
public record Cluster(
        String id,
        String project,
        Location location,
        Map<String, String> labels,
        Instant enrolledAt,
        @Nullable Instant revokedAt,
        long revision) {

    /** Where a cluster runs, seen from Hybrid Manager. */
    public enum Location {
        PRIMARY,
        SECONDARY,
        SELF_MANAGED
    }

    public Cluster {
        labels = Map.copyOf(labels);
    }
}
