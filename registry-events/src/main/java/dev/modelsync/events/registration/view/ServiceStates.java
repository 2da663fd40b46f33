package dev.modelsync.events.registration.view;

import dev.modelsync.events.activity.ClusterOutcome;
import dev.modelsync.events.activity.ServiceOutcomes;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.view.ProjectClusters.KnownCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far each cluster of a project is with its services, and each proxy: outcomes and heartbeats, folded together. */
final class ServiceStates {
    private final ServiceOutcomes outcomes;
    private final ProjectClusters clusters;
    private final ProxyCredentials proxies;

    ServiceStates(ServiceOutcomes outcomes, ProjectClusters clusters, ProxyCredentials proxies) {
        this.outcomes = outcomes;
        this.clusters = clusters;
        this.proxies = proxies;
    }

    /** How far the proxies are with the credentials of services, by uid. */
    Map<UUID, CredentialSwitch> switched(Collection<InferenceService> services) {
        return services.isEmpty() ? Map.of() : proxies.of(services);
    }

    List<ClusterSync> of(InferenceService service) {
        return of(service.key().project(), List.of(service)).getOrDefault(service.uid(), List.of());
    }

    /** By cluster id, of services of one project. */
    Map<UUID, List<ClusterSync>> of(String project, Collection<InferenceService> services) {
        if (services.isEmpty()) {
            return Map.of();
        }
        Map<String, KnownCluster> known =
                clusters.of(project).stream().collect(Collectors.toMap(KnownCluster::id, Function.identity()));
        Map<UUID, List<ClusterOutcome>> latest =
                outcomes.of(services.stream().map(InferenceService::uid).toList());
        Map<UUID, List<ClusterSync>> states = new HashMap<>();
        for (InferenceService service : services) {
            states.put(service.uid(), of(service, known, latest.getOrDefault(service.uid(), List.of())));
        }
        return states;
    }

    private static List<ClusterSync> of(
            InferenceService service, Map<String, KnownCluster> known, List<ClusterOutcome> latest) {
        Map<String, ClusterOutcome> byCluster =
                latest.stream().collect(Collectors.toMap(ClusterOutcome::cluster, Function.identity()));
        TreeSet<String> ids = new TreeSet<>(known.keySet());
        ids.addAll(byCluster.keySet());
        return ids.stream()
                .map(id -> ClusterSync.of(service, id, known.get(id), byCluster.get(id)))
                .toList();
    }
}
