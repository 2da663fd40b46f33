package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Enrolment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of all clusters told last, for the API and for pages in the same process; so it answers also
 * while a cluster cannot be reached.
 */
public final class Fleet {
    private final ClusterReports reports;
    private final ClusterModels models;
    private final Enrolment enrolment;
    private final Duration silentAfter;
    private final Clock clock;

    Fleet(ClusterReports reports, ClusterModels models, Enrolment enrolment, Duration silentAfter, Clock clock) {
        this.reports = reports;
        this.models = models;
        this.enrolment = enrolment;
        this.silentAfter = silentAfter;
        this.clock = clock;
    }

    /** Empty for a cluster that is neither enrolled nor has reported. */
    public Optional<FleetView.Status> status(String id) {
        Optional<FleetView.Status> reported = reports.find(id)
                .map(cluster -> FleetView.Status.of(
                        cluster, isSilent(cluster), models.takenAt(id).orElse(null)));
        return reported.isPresent() ? reported : enrolment.find(id).map(FleetView.Status::never);
    }

    /** Of those clusters that have reported, by id; without the time of their inventories. */
    public Map<String, FleetView.Status> reported(List<String> ids) {
        Map<String, FleetView.Status> found = new TreeMap<>();
        for (ReportedCluster cluster : reports.of(ids)) {
            found.put(cluster.clusterId(), FleetView.Status.of(cluster, isSilent(cluster), null));
        }
        return found;
    }

    /** Ids of all clusters that were ever enrolled or have reported, in their order, from the one after an id on. */
    public List<String> known(String afterId, int limit) {
        return reports.known(afterId, limit);
    }

    /**
     * The models of the cluster's registry that a step can use, all of them without a step.
     *
     * @return empty for a cluster that is neither enrolled nor has reported
     */
    public Optional<FleetView.Choice> models(String id, @Nullable PipelineStep step) {
        Optional<FleetView.Freshness> reported =
                reports.find(id).map(cluster -> FleetView.Freshness.of(cluster, isSilent(cluster)));
        Optional<FleetView.Freshness> known =
                reported.isPresent() ? reported : enrolment.find(id).map(cluster -> FleetView.Freshness.never());
        return known.map(freshness -> new FleetView.Choice(
                id,
                step == null ? null : step.stepName(),
                models.takenAt(id).orElse(null),
                freshness,
                step == null ? models.all(id) : models.having(id, step.functions())));
    }

    private boolean isSilent(ReportedCluster cluster) {
        return cluster.isSilent(silentAfter, clock.instant());
    }
}
