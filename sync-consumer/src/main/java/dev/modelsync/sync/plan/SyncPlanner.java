package dev.modelsync.sync.plan;

import dev.modelsync.sync.plan.SyncPlan.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an event, what the journal remembers and what the registry holds into a plan. The same
 * facts always give the same plan; planning again after the plan was followed gives a plan without
 * changes.
 */
public final class SyncPlanner {
    private final ClusterProfile profile;
    private final String fingerprint;

    public SyncPlanner(ClusterProfile profile) {
        this.profile = profile;
        this.fingerprint = profile.fingerprint();
    }

    /** Whether a service, as far as its key tells, is one of this cluster's project. */
    public boolean concerns(ServiceKey service) {
        return service.mayBelongTo(profile.project());
    }

    /** @param entry what the journal holds of the service, null when it does not know it */
    public SyncPlan plan(ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        Optional<Why> nothing = nothingToDo(event, entry);
        if (nothing.isPresent()) {
            return new SyncPlan.Nothing(nothing.get());
        }
        if (event instanceof ServiceEvent.Purged
                && entry != null
                && entry.owned().isEmpty()) {
            return new SyncPlan.Forget();
        }
        SyncPlan plan = plan(wish(event, registry), event, entry, registry);
        return plan instanceof SyncPlan.Park park && park.waitsForCredential() && ownsOfFormerDelivery(entry)
                ? plan(new Wish.LeaveOut(park.reason()), event, entry, registry)
                : plan;
    }

    private Wish wish(ServiceEvent event, RegistryState registry) {
        return event instanceof ServiceEvent.Declared declared
                ? profile.wish(declared, registry.credential())
                : new Wish.Models(List.of());
    }

    /** What was made for another delivery cannot stay as it is, also where it cannot be replaced yet. */
    private boolean ownsOfFormerDelivery(@Nullable JournalEntry entry) {
        return entry != null
                && entry.owned().stream().anyMatch(model -> !profile.delivery().makes(model.route()));
    }

    private SyncPlan plan(Wish wish, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        if (wish instanceof Wish.Wait wait) {
            return new SyncPlan.Park(wait.reason(), Set.copyOf(namesIn(event)));
        }
        List<ModelStep> steps = renewingCredentials(steps(wish, event, entry, registry), registry);
        return refusal(steps, registry).orElseGet(() -> new SyncPlan.Change(steps));
    }

    private static List<String> namesIn(ServiceEvent event) {
        return event instanceof ServiceEvent.Declared declared
                ? declared.models().stream().map(DeclaredModel::name).toList()
                : List.of();
    }

    private Optional<Why> nothingToDo(ServiceEvent event, @Nullable JournalEntry entry) {
        boolean purgesWhatWeKnow = event.change().isEmpty() && entry != null;
        if (!concerns(event.key()) && !purgesWhatWeKnow) {
            return Optional.of(Why.OTHER_PROJECT);
        }
        if (event.change().isEmpty()) {
            return entry == null ? Optional.of(Why.NEVER_SEEN) : Optional.empty();
        }
        if (event instanceof ServiceEvent.Declared declared
                && declared.endpoint() == null
                && profile.delivery() instanceof Delivery.Direct) {
            return Optional.of(Why.ENDPOINT_UNKNOWN);
        }
        long revision = event.change().get().revision();
        if (entry == null || entry.ofGoneTopic() || revision > entry.last().revision()) {
            return Optional.empty();
        }
        if (revision < entry.last().revision()) {
            return Optional.of(Why.STALE);
        }
        boolean again = entry.state() == ServiceState.PARKED || !entry.profile().equals(fingerprint);
        return again ? Optional.empty() : Optional.of(Why.REPEATED);
    }

    /** Names are given up before others are taken, so that a rename within a service needs no special case. */
    private List<ModelStep> steps(Wish wish, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry) {
        Map<String, ModelSpec> owned = entry == null ? Map.of() : entry.ownedByName();
        Map<String, ModelSpec> wanted = new LinkedHashMap<>();
        List<ModelStep> taking = new ArrayList<>();
        if (wish instanceof Wish.Models models) {
            models.models().forEach(model -> wanted.put(model.name(), model));
        } else if (wish instanceof Wish.LeaveOut leaveOut) {
            namesIn(event).forEach(name -> taking.add(new ModelStep.Skip(name, leaveOut.reason())));
        }
        List<ModelStep> steps = new ArrayList<>();
        owned.values().stream()
                .filter(model -> !wanted.containsKey(model.name()))
                .forEach(model -> steps.add(giveUp(model, registry)));
        for (ModelSpec model : wanted.values()) {
            ModelSpec mine = owned.get(model.name());
            if (mine == null) {
                taking.add(takeOver(model, event.key(), registry));
            } else {
                taking.addAll(bringTo(model, mine, registry));
            }
        }
        steps.addAll(taking);
        return steps;
    }

    private ModelStep giveUp(ModelSpec mine, RegistryState registry) {
        return registry.model(mine.name())
                .filter(found -> profile.isOurs(found, mine))
                .<ModelStep>map(found -> new ModelStep.Remove(mine.name(), found.provider()))
                .orElseGet(() -> new ModelStep.Disown(mine.name()));
    }

    private ModelStep takeOver(ModelSpec model, ServiceKey service, RegistryState registry) {
        boolean taken = registry.model(model.name()).isPresent() || registry.isOwnedByAnother(model.name(), service);
        return taken ? new ModelStep.Skip(model.name(), Reason.NAME_TAKEN) : new ModelStep.Create(model);
    }

    private List<ModelStep> bringTo(ModelSpec model, ModelSpec mine, RegistryState registry) {
        Optional<RegisteredModel> found = registry.model(model.name());
        if (found.isEmpty()) {
            return List.of(new ModelStep.Create(model));
        }
        if (!profile.isOurs(found.get(), mine)) {
            return List.of(new ModelStep.Disown(model.name()), new ModelStep.Skip(model.name(), Reason.NAME_TAKEN));
        }
        return List.of(
                registry.holds(model)
                        ? new ModelStep.Keep(model)
                        : new ModelStep.Replace(model, found.get().provider()));
    }

    /**
     * Where a provider lacks our present credential and no step would bring it, one kept model is made
     * anew: that is the only way in which AIDB takes credentials.
     */
    private static List<ModelStep> renewingCredentials(List<ModelStep> steps, RegistryState registry) {
        Set<String> renewed = new HashSet<>();
        for (ModelStep step : steps) {
            createdBy(step).ifPresent(model -> renewed.add(model.provider()));
        }
        List<ModelStep> renewing = new ArrayList<>();
        for (ModelStep step : steps) {
            if (step instanceof ModelStep.Keep keep
                    && registry.provider(keep.model().provider()).needsOurCredentials()
                    && renewed.add(keep.model().provider())) {
                renewing.add(new ModelStep.Replace(keep.model(), keep.model().provider()));
            } else {
                renewing.add(step);
            }
        }
        return renewing;
    }

    /** Losing somebody's credentials is worse than lacking a model, so that is looked for first. */
    private static Optional<SyncPlan> refusal(List<ModelStep> steps, RegistryState registry) {
        Set<String> dropping = new LinkedHashSet<>();
        Map<ProviderState, Set<String>> creating = new EnumMap<>(ProviderState.class);
        Set<ServiceKey> rivals = new LinkedHashSet<>();
        for (ModelStep step : steps) {
            deletedFrom(step)
                    .filter(provider -> registry.provider(provider) == ProviderState.FOREIGN)
                    .ifPresent(provider -> dropping.add(step.name()));
            createdBy(step).ifPresent(model -> {
                creating.computeIfAbsent(registry.provider(model.provider()), none -> new LinkedHashSet<>())
                        .add(step.name());
                registry.rival(model.provider()).ifPresent(rivals::add);
            });
        }
        return park(Reason.WOULD_DROP_FOREIGN_CREDENTIALS, dropping)
                .or(() -> park(Reason.CREDENTIAL_CONFLICT, creating.get(ProviderState.FOREIGN)))
                .or(() -> park(Reason.CREDENTIAL_CONFLICT, creating.get(ProviderState.OF_ANOTHER_SERVICE), rivals))
                .or(() -> park(Reason.UNKNOWN_PROVIDER, creating.get(ProviderState.UNKNOWN)));
    }

    private static Optional<SyncPlan> park(Reason reason, @Nullable Set<String> models) {
        return park(reason, models, Set.of());
    }

    private static Optional<SyncPlan> park(Reason reason, @Nullable Set<String> models, Set<ServiceKey> others) {
        return models == null || models.isEmpty()
                ? Optional.empty()
                : Optional.of(new SyncPlan.Park(reason, models, others));
    }

    private static Optional<ModelSpec> createdBy(ModelStep step) {
        if (step instanceof ModelStep.Create create) {
            return Optional.of(create.model());
        }
        return step instanceof ModelStep.Replace replace ? Optional.of(replace.model()) : Optional.empty();
    }

    private static Optional<String> deletedFrom(ModelStep step) {
        if (step instanceof ModelStep.Remove remove) {
            return Optional.of(remove.provider());
        }
        return step instanceof ModelStep.Replace replace ? Optional.of(replace.formerProvider()) : Optional.empty();
    }
}
