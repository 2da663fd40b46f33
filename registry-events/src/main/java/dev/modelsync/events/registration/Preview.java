package dev.modelsync.events.registration;

import dev.modelsync.events.registration.Impact.Action;
import dev.modelsync.events.registration.Impact.OnCluster;
import dev.modelsync.events.registration.Impact.OnModel;
import dev.modelsync.events.registration.ProjectClusters.HeldModel;
import dev.modelsync.events.registration.ProjectClusters.KnownCluster;
import dev.modelsync.events.registration.rules.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Foretells what the workers would do, from what each cluster has told of its registry; where it has
 * told nothing, from what is registered.
 */
final class Preview {
    private final ProjectClusters clusters;

    Preview(ProjectClusters clusters) {
        this.clusters = clusters;
    }

    /** @param before null for a registration */
    Impact of(@Nullable InferenceService before, InferenceService after) {
        List<OnCluster> effects = clusters.of(after.key().project()).stream()
                .map(cluster -> new OnCluster(cluster.id(), cluster.silent(), onModels(cluster, before, after)))
                .toList();
        return new Impact(after.key().project(), after.key().name(), changedFields(before, after), effects);
    }

    private List<OnModel> onModels(KnownCluster cluster, @Nullable InferenceService before, InferenceService after) {
        boolean sameAddress = !cluster.isDirect() || before == null || sameAddress(before, after);
        Map<String, Model> old = before == null ? Map.of() : byName(before);
        Map<String, Model> wanted = after.isLive() ? byName(after) : Map.of();
        @Nullable Map<String, HeldModel> held = clusters.models(cluster.id());
        Set<String> owned =
                held == null ? old.keySet() : owned(held, after.key().name());
        Set<String> names = new TreeSet<>(owned);
        names.addAll(wanted.keySet());
        List<OnModel> effects = new ArrayList<>();
        for (String name : names) {
            Model model = wanted.get(name);
            if (cluster.obstacle() != null) {
                effects.add(new OnModel(name, Action.SKIP, cluster.obstacle()));
            } else if (model == null) {
                effects.add(new OnModel(name, Action.REMOVE, null));
            } else if (owned.contains(name)) {
                effects.add(new OnModel(
                        name, sameAddress && sameEntry(model, old.get(name)) ? Action.LEAVE : Action.EDIT, null));
            } else if (held != null && held.containsKey(name)) {
                effects.add(new OnModel(name, Action.SKIP, "NAME_TAKEN"));
            } else {
                effects.add(new OnModel(name, Action.CREATE, null));
            }
        }
        return effects;
    }

    private static Set<String> owned(Map<String, HeldModel> held, String service) {
        return held.values().stream()
                .filter(model -> service.equals(model.service()))
                .map(HeldModel::name)
                .collect(Collectors.toSet());
    }

    /** A cluster that calls the provider itself holds its address, and else the proxy's. */
    private static boolean sameAddress(InferenceService before, InferenceService after) {
        return before.settings().endpointUrl().equals(after.settings().endpointUrl());
    }

    /** What a registry holds of a model, but for its address. */
    private static boolean sameEntry(Model wanted, @Nullable Model old) {
        return old != null
                && wanted.upstreamModel().equals(old.upstreamModel())
                && wanted.aidbProvider().equals(old.aidbProvider())
                && wanted.requestPath().equals(old.requestPath());
    }

    private static Map<String, Model> byName(InferenceService service) {
        return service.settings().models().stream().collect(Collectors.toMap(Model::registryName, Function.identity()));
    }

    private static List<String> changedFields(@Nullable InferenceService before, InferenceService after) {
        ServiceSettings old = before == null ? null : before.settings();
        ServiceSettings now = after.settings();
        List<String> changed = new ArrayList<>();
        changed(changed, "name", before == null ? null : before.key(), after.key());
        changed(changed, "provider", old == null ? null : old.provider(), now.provider());
        changed(changed, "endpointUrl", old == null ? null : old.endpointUrl(), now.endpointUrl());
        changed(changed, "apiProtocolVersion", old == null ? null : old.apiProtocolVersion(), now.apiProtocolVersion());
        changed(changed, "allowInsecure", old == null ? false : old.allowInsecure(), now.allowInsecure());
        changed(changed, "credentials", old == null ? null : old.credential(), now.credential());
        changed(changed, "models", old == null ? null : old.models(), now.models());
        changed(changed, "labels", old == null ? Map.of() : old.labels(), now.labels());
        changed(changed, "state", before == null ? null : before.state(), after.state());
        return changed;
    }

    private static void changed(List<String> changed, String field, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            changed.add(field);
        }
    }
}
