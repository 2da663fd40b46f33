package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.change.RegistrationResult.NotReady;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.Dependants.OnCluster;
import dev.modelsync.events.registration.view.EndpointState;
import dev.modelsync.events.registration.view.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a write that keeps every rule: models in use, an endpoint that does not answer. */
final class Obstacles {
    private final Dependants dependants;
    private final Endpoints endpoints;

    Obstacles(Dependants dependants, Endpoints endpoints) {
        this.dependants = dependants;
        this.endpoints = endpoints;
    }

    /** What depends on the service. */
    List<OnCluster> dependants(InferenceService service) {
        return dependants.of(service.key(), service.settings().models());
    }

    /** What depends on models that an edit takes away; a renamed one is taken away under its old name. */
    List<OnCluster> dependants(InferenceService service, List<Model> remaining) {
        Set<String> names = remaining.stream().map(Model::registryName).collect(Collectors.toSet());
        List<Model> removed = service.settings().models().stream()
                .filter(model -> !names.contains(model.registryName()))
                .toList();
        return removed.isEmpty() ? List.of() : dependants.of(service.key(), removed);
    }

    /**
     * Writes; where the mode demands it, only after the endpoint proved to be ready.
     *
     * @param credentials given with the request, null for those that the settings refer to
     * @param write gets what is to be done with the written row, before it is committed
     */
    RegistrationResult whenReady(
            WriteMode mode,
            ServiceSettings settings,
            @Nullable Map<String, String> credentials,
            Function<Consumer<InferenceService>, RegistrationResult> write) {
        if (!mode.probes()) {
            return write.apply(service -> {});
        }
        Endpoints.Probe probe = endpoints.probe(settings, credentials);
        if (probe.status().state() != EndpointState.READY) {
            return new NotReady(probe.pointer(), probe.status());
        }
        return write.apply(service -> endpoints.keep(service, probe.status()));
    }
}
