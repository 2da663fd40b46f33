package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.ClusterStates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** From the last heartbeats. */
final class ReportedStates implements ClusterStates {
    private final ClusterReports reports;
    private final Duration silentAfter;
    private final Clock clock;

    ReportedStates(ClusterReports reports, Duration silentAfter, Clock clock) {
        this.reports = reports;
        this.silentAfter = silentAfter;
        this.clock = clock;
    }

    @Override
    public Map<String, ClusterState> of(Collection<String> ids) {
        Instant now = clock.instant();
        return reports.of(ids).stream()
                .collect(Collectors.toMap(
                        ReportedCluster::clusterId, cluster -> state(cluster, cluster.isSilent(silentAfter, now))));
    }

    private static ClusterState state(ReportedCluster cluster, boolean silent) {
        FleetView.Status status = FleetView.Status.of(cluster, silent, null);
        return new ClusterState(status.state(), status.detail(), status.since(), status.reportedAt(), status.lag());
    }
}
