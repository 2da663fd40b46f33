package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.fleet.FleetModel;
import dev.modelsync.events.fleet.FleetView;
import dev.modelsync.events.fleet.diff.Sides.Held;
import dev.modelsync.events.fleet.diff.Sides.Wanted;
import dev.modelsync.events.fleet.diff.Sides.Word;
import dev.modelsync.events.registration.view.ClusterSync;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registrations as they are against the inventory that the worker told last. */
final class PresentDiff {
    private final LiveServices services;
    private final Fleet fleet;

    PresentDiff(LiveServices services, Fleet fleet) {
        this.services = services;
        this.fleet = fleet;
    }

    /** Empty for a cluster that is neither enrolled nor has reported. */
    Optional<ClusterDiff> of(String clusterId) {
        Optional<FleetView.Status> status = fleet.status(clusterId);
        Optional<FleetView.Choice> models = fleet.models(clusterId, null);
        return status.flatMap(known -> models.map(held -> ClusterDiff.now(
                clusterId,
                known.project(),
                sides(clusterId, known.project(), held.models()),
                held.takenAt(),
                held.freshness())));
    }

    private Sides sides(String clusterId, String project, List<FleetModel> held) {
        List<Wanted> wanted = new ArrayList<>();
        Map<String, Word> words = new HashMap<>();
        for (ServiceView service : services.all(project)) {
            service.models()
                    .forEach(model -> wanted.add(new Wanted(
                            service.name(),
                            model.registryName(),
                            new Entry(model.aidbProvider(), model.upstreamModel()))));
            service.clusters().stream()
                    .filter(sync -> sync.cluster().equals(clusterId))
                    .forEach(sync -> words.put(service.name(), word(sync)));
        }
        return new Sides(wanted, held.stream().map(PresentDiff::held).toList(), words, Set.of());
    }

    private static Word word(ClusterSync sync) {
        return new Word(sync.state().name(), sync.reason(), sync.detail());
    }

    private static Held held(FleetModel model) {
        return new Held(
                model.name(),
                new Entry(model.provider(), model.upstreamModel()),
                model.origin(),
                model.service(),
                model.drift());
    }
}
