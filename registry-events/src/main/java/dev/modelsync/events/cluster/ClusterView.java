package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.ClusterStates.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as the API shows it. Never shows a token or its digest.
 *
 * @param enrolled whether it may use the registrations of its project
 */
record ClusterView(
        String id,
        String project,
        Location location,
        Map<String, String> labels,
        Delivery.Kind delivery,
        @Nullable String sealingKeyId,
        boolean enrolled,
        Instant enrolledAt,
        @Nullable Instant revokedAt,
        long revision,
        String changedBy,
        Instant changedAt,
        @Nullable String reason,
        ClusterState worker) {

    /** A page of the list; the token is null on the last one. */
    record Page(List<ClusterView> items, @Nullable String nextPageToken) {}

    /** The one answer that shows a token. */
    record WithToken(ClusterView cluster, String accessToken) {}

    static ClusterView of(Cluster cluster, ClusterState worker) {
        return new ClusterView(
                cluster.id(),
                cluster.project(),
                cluster.location(),
                new TreeMap<>(cluster.labels()),
                cluster.delivery().kind(),
                cluster.delivery().sealingKeyId(),
                !cluster.isRevoked(),
                cluster.enrolledAt(),
                cluster.revokedAt(),
                cluster.change().revision(),
                cluster.change().actor(),
                cluster.change().at(),
                cluster.change().reason(),
                worker);
    }
}
