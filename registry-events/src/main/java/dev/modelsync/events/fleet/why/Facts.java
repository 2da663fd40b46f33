package dev.modelsync.events.fleet.why;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.registration.ClusterSync;
import dev.modelsync.events.registration.ServiceView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that Hybrid Manager knows of a service on a cluster.
 *
 * @param enrolment null for a cluster that reports without being enrolled
 * @param following whether changes are being captured
 * @param published whether the event of the service's last change was read back from the topic
 * @param sync null where the cluster is none of the project's
 */
record Facts(
        ServiceView service,
        @Nullable Cluster enrolment,
        boolean following,
        boolean published,
        FleetView.Status worker,
        FleetView.Choice registry,
        @Nullable ClusterSync sync,
        Instant now) {

    /** Whether the cluster has answered the service's last change. */
    boolean isAnswered() {
        return sync != null && sync.revisionApplied() != null && sync.revisionApplied() >= service.revision();
    }
}
