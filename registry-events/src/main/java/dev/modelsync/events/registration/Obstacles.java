package dev.modelsync.events.registration;

import dev.modelsync.events.registration.Dependants.OnCluster;
import dev.modelsync.events.registration.RegistrationResult.NotReady;
import dev.modelsync.events.registration.rules.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
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
        return dependants.of(service);
    }

    /** What depends on models that an edit takes away. */
    List<OnCluster> dependants(InferenceService service, List<Model> remaining) {
        return dependants.ofRemoved(service, remaining);
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
        if (!probe.status().isReady()) {
            return new NotReady(probe.pointer(), probe.status());
        }
        return write.apply(service -> endpoints.keep(service, probe.status()));
    }
}
