package dev.modelsync.events.registration.preview;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.preview.Impact.Action;
import dev.modelsync.events.registration.preview.Impact.OnCluster;
import dev.modelsync.events.registration.preview.Impact.OnModel;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.view.ProjectClusters;
import dev.modelsync.events.registration.view.ProjectClusters.HeldModel;
import dev.modelsync.events.registration.view.ProjectClusters.KnownCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Foretells what the workers would do, from what each cluster has told of its registry; where it has
 * told nothing, from what is registered.
 */
public final class Preview {
    private static final String NAME_TAKEN = "NAME_TAKEN";
    private static final String NEEDS_PROXY = "NEEDS_PROXY";

    private final ProjectClusters clusters;

    Preview(ProjectClusters clusters) {
        this.clusters = clusters;
    }

    public Impact of(WouldChange change) {
        InferenceService after = change.after();
        List<OnCluster> effects = clusters.of(after.key().project()).stream()
                .map(cluster -> new OnCluster(cluster.id(), cluster.silent(), onModels(cluster, change)))
                .toList();
        return new Impact(after.key().project(), after.key().name(), changedFields(change.before(), after), effects);
    }

    private List<OnModel> onModels(KnownCluster cluster, WouldChange change) {
        InferenceService before = change.before();
        Map<String, Model> old = before == null ? Map.of() : byName(before);
        Map<String, Model> wanted = change.after().isLive() ? byName(change.after()) : Map.of();
        @Nullable Map<String, HeldModel> held = clusters.models(cluster.id());
        Set<String> owned =
                held == null ? old.keySet() : owned(held, change.after().key().name());
        boolean sameAddress = !cluster.isDirect() || before == null || sameAddress(before, change.after());
        Registry registry = new Registry(
                owned, held == null ? Set.of() : held.keySet(), name -> sameAddress ? old.get(name) : null);
        Set<String> names = new TreeSet<>(owned);
        names.addAll(wanted.keySet());
        return names.stream()
                .map(name -> refusal(cluster, change, wanted.containsKey(name))
                        .map(reason -> new OnModel(name, Action.SKIP, reason))
                        .orElseGet(() -> registry.effect(name, wanted.get(name))))
                .toList();
    }

    /** Why the worker leaves all models out, or those that it should have. */
    private static Optional<String> refusal(KnownCluster cluster, WouldChange change, boolean isWanted) {
        boolean needsProxy = isWanted && cluster.isDirect() && change.needsProxy();
        return Optional.ofNullable(cluster.obstacle())
                .or(() -> needsProxy ? Optional.of(NEEDS_PROXY) : Optional.empty());
    }

    /**
     * What a cluster holds.
     *
     * @param owned the models of the service
     * @param held all models
     * @param standing what a model of the service would be compared with; null where it has to be made anew
     */
    private record Registry(Set<String> owned, Set<String> held, Function<String, @Nullable Model> standing) {
        OnModel effect(String name, @Nullable Model wanted) {
            if (wanted == null) {
                return new OnModel(name, Action.REMOVE, null);
            }
            if (owned.contains(name)) {
                return new OnModel(name, sameEntry(wanted, standing.apply(name)) ? Action.LEAVE : Action.EDIT, null);
            }
            return held.contains(name)
                    ? new OnModel(name, Action.SKIP, NAME_TAKEN)
                    : new OnModel(name, Action.CREATE, null);
        }
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
