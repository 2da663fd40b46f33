package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.diff.Sides.Held;
import dev.modelsync.events.fleet.diff.Sides.Wanted;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the services of one project wanted at a moment, by their events, and what a registry held of them. */
final class PastServices {
    private final String project;
    private final Instant at;
    private final PastRegistry registry;
    private final Map<String, List<ModelState>> wanted = new HashMap<>();
    private final Map<String, Held> held = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();

    PastServices(String project, Instant at, PastRegistry registry) {
        this.project = project;
        this.at = at;
        this.registry = registry;
        registry.revisions()
                .forEach((service, models) -> models.keySet()
                        .forEach(model -> held.put(model, new Held(model, null, Sides.SYNCED, service, null))));
    }

    /** In the order of the topic. */
    void add(ServiceChanged event) {
        if (!event.getProjectId().equals(project)) {
            return;
        }
        describeHeld(event);
        String service = event.getServiceName();
        if (!event.getOccurredAt().isAfter(at)) {
            seen.add(service);
            wanted.put(service, modelsOf(event.getAfter()));
        } else if (seen.add(service) && event.getBefore() != null) {
            // The topic begins with a later change of something that was there: how it was at the moment is gone.
            unknown.add(service);
        }
    }

    /** What the registry holds of a model is what its service said at the revision that the cluster answered. */
    private void describeHeld(ServiceChanged event) {
        Map<String, Long> answered = registry.revisions().getOrDefault(event.getServiceName(), Map.of());
        for (ModelState model : modelsOf(event.getAfter())) {
            Long revision = answered.get(model.getRegistryName());
            if (revision != null && revision == event.getRevision()) {
                held.put(
                        model.getRegistryName(),
                        new Held(model.getRegistryName(), entry(model), Sides.SYNCED, event.getServiceName(), null));
            }
        }
    }

    Sides sides() {
        List<Wanted> all = new ArrayList<>();
        wanted.forEach((service, models) ->
                models.forEach(model -> all.add(new Wanted(service, model.getRegistryName(), entry(model)))));
        return new Sides(all, List.copyOf(held.values()), registry.words(), unknown);
    }

    private static List<ModelState> modelsOf(@Nullable ServiceState state) {
        return state == null ? List.of() : state.getModels();
    }

    private static Entry entry(ModelState model) {
        return new Entry(model.getAidbProvider(), model.getUpstreamModel());
    }
}
