package dev.modelsync.events.fleet.why;

import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.registration.view.ServiceView;
import java.time.Clock;
import java.util.Optional;

/** Gathers the facts about a service on a cluster. */
final class Why {
    private final Fleet fleet;
    private final Enrolment enrolment;
    private final ActivityLog activity;
    private final CaptureLook capture;
    private final Clock clock;

    Why(Fleet fleet, Enrolment enrolment, ActivityLog activity, CaptureLook capture, Clock clock) {
        this.fleet = fleet;
        this.enrolment = enrolment;
        this.activity = activity;
        this.capture = capture;
        this.clock = clock;
    }

    /** Empty for a cluster that is neither enrolled nor has reported. */
    Optional<Explanation> explain(ServiceView service, String clusterId) {
        Optional<FleetView.Choice> registry = fleet.models(clusterId, null);
        return fleet.status(clusterId)
                .flatMap(worker -> registry.map(models -> facts(service, worker, models)))
                .map(facts -> Explanation.of(facts, Chain.of(facts)));
    }

    private Facts facts(ServiceView service, FleetView.Status worker, FleetView.Choice registry) {
        return new Facts(
                service,
                enrolment.find(worker.clusterId()).orElse(null),
                capture.isFollowing(),
                activity.find(service.uid() + ":" + service.revision()).isPresent(),
                worker,
                registry,
                service.clusters().stream()
                        .filter(sync -> sync.cluster().equals(worker.clusterId()))
                        .findFirst()
                        .orElse(null),
                clock.instant());
    }
}
