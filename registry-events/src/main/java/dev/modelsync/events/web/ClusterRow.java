package dev.modelsync.events.web;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.fleet.FleetView;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in the list.
 *
 * @param enrolled null for one that reports without ever having been enrolled
 */
record ClusterRow(String id, @Nullable Cluster enrolled, FleetView.Status worker) {
    /** Whether nothing is to be expected of it any more. */
    public boolean isRevoked() {
        return enrolled != null && enrolled.isRevoked();
    }
}
