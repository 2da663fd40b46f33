package dev.modelsync.sync.replay;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.replay.Replay.Counts;
import dev.modelsync.sync.replay.Replay.Plan;
import dev.modelsync.sync.replay.ReplaySource.Ends;
import dev.modelsync.sync.replay.ReplaySource.Selected;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes plans, and looks whether one still holds. Writes nothing. */
final class ReplayPlanning {
    private static final int NAMED = 5;

    private final ReplaySource source;
    private final Foresight foresight;
    private final String profile;
    private final Clock clock;

    /** @param profile fingerprint of the cluster's configuration */
    ReplayPlanning(ReplaySource source, Foresight foresight, String profile, Clock clock) {
        this.source = source;
        this.foresight = foresight;
        this.profile = profile;
        this.clock = clock;
    }

    /** The replay as it is to become, and what it does. */
    record Made(Replay replay, List<PlannedService> services) {}

    /** @throws ReplaySource.UnavailableException when the topic cannot be read at present */
    Made plan(Replay replay) {
        Optional<Selected> selected = source.read(replay.wish().selection());
        if (selected.isEmpty()) {
            return new Made(ended(replay, ReplayState.FAILED, ReplayReason.NO_SUCH_PARTITION, ""), List.of());
        }
        Ends ends = selected.get().ends();
        List<PlannedService> services =
                foresight.of(selected.get().services(), selected.get().unreadable());
        Counts counts = count(services);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Plan plan = new Plan(
                ends,
                profile,
                digest(ends, services),
                Replays.partsOf(services).size(),
                counts,
                now,
                now.plus(replay.wish().planValid()));
        return new Made(replay.to(ReplayState.PLANNED, told(counts)).with(plan), services);
    }

    /**
     * The replay as it is to become where its plan does not hold any more; empty where it does.
     *
     * @throws ReplaySource.UnavailableException when the topic cannot be read at present
     */
    Optional<Replay> stale(Replay replay, List<PlannedService> services) {
        Plan plan = Objects.requireNonNull(replay.plan(), "a replay is run after it was planned");
        if (!plan.profile().equals(profile)) {
            return Optional.of(stale(replay, ReplayReason.CONFIGURATION_CHANGED, ""));
        }
        Set<ServiceKey> keys = services.stream().map(PlannedService::key).collect(Collectors.toSet());
        Optional<Set<ServiceKey>> changed = source.changedSince(plan.ends(), keys);
        if (changed.isEmpty()) {
            return Optional.of(stale(replay, ReplayReason.TOPIC_CREATED_AGAIN, ""));
        }
        if (!changed.get().isEmpty()) {
            return Optional.of(stale(replay, ReplayReason.NEWER_EVENTS, ": " + some(changed.get())));
        }
        Set<ServiceKey> differing = differing(services);
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(stale(replay, ReplayReason.REGISTRY_CHANGED, ": " + some(differing)));
    }

    /** Names that the registry, or what we own of it, loses for good by the plan. */
    static Set<String> removals(List<PlannedService> services) {
        Set<String> removals = new HashSet<>();
        Set<String> made = new HashSet<>();
        for (PlannedService service : services) {
            for (Forecast.Model model : service.forecast().models()) {
                switch (model.action()) {
                    case REMOVE -> removals.add(model.name());
                    case CREATE, EDIT -> made.add(model.name());
                    case LEAVE, SKIP -> {}
                }
            }
        }
        removals.removeAll(made);
        return removals;
    }

    private Set<ServiceKey> differing(List<PlannedService> planned) {
        List<ServiceRecord> records = planned.stream()
                .filter(service -> !service.waits())
                .map(PlannedService::newest)
                .filter(Objects::nonNull)
                .toList();
        Map<String, ServiceKey> before = new HashMap<>();
        planned.stream()
                .filter(service -> service.newest() != null)
                .forEach(service -> before.put(service.mark(), service.key()));
        Map<String, ServiceKey> now = new HashMap<>();
        foresight.of(records, List.of()).forEach(service -> now.put(service.mark(), service.key()));
        Set<ServiceKey> differing = new HashSet<>();
        before.forEach((mark, key) -> addUnless(now.containsKey(mark), key, differing));
        now.forEach((mark, key) -> addUnless(before.containsKey(mark), key, differing));
        return differing;
    }

    private static void addUnless(boolean known, ServiceKey key, Set<ServiceKey> differing) {
        if (!known) {
            differing.add(key);
        }
    }

    private static Replay stale(Replay replay, ReplayReason reason, String which) {
        return ended(replay, ReplayState.STALE, reason, which);
    }

    private static Replay ended(Replay replay, ReplayState state, ReplayReason reason, String which) {
        return replay.endedFor(state, reason, reason.explanation() + which);
    }

    private static String some(Collection<ServiceKey> services) {
        String named = services.stream()
                .map(ServiceKey::toString)
                .sorted()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        return services.size() <= NAMED ? named : named + " and " + (services.size() - NAMED) + " more";
    }

    private static String digest(Ends ends, List<PlannedService> services) {
        String marks = services.stream().map(PlannedService::mark).collect(Collectors.joining("\n"));
        return ClusterProfile.fingerprintOf(ends.topic().id() + " " + new TreeMap<>(ends.offsets()) + "\n" + marks);
    }

    private static Counts count(List<PlannedService> services) {
        Map<Forecast.Action, Integer> models = new HashMap<>();
        Set<ServiceKey> selected = new HashSet<>();
        int changed = 0;
        for (PlannedService service : services) {
            selected.add(service.key());
            changed += service.turn() == null ? 0 : 1;
            service.forecast().models().forEach(model -> models.merge(model.action(), 1, Integer::sum));
        }
        return new Counts(
                selected.size(),
                changed,
                models.getOrDefault(Forecast.Action.CREATE, 0),
                models.getOrDefault(Forecast.Action.EDIT, 0),
                models.getOrDefault(Forecast.Action.REMOVE, 0),
                models.getOrDefault(Forecast.Action.LEAVE, 0),
                models.getOrDefault(Forecast.Action.SKIP, 0));
    }

    private static String told(Counts counts) {
        if (counts.services() == 0) {
            return "No service is selected";
        }
        if (counts.changedServices() == 0) {
            return "Nothing is to be changed: of " + counts.services() + " services " + counts.leave()
                    + " models are left as they are and " + counts.skip() + " are left out";
        }
        return counts.changedServices() + " of " + counts.services() + " services are to be changed: " + counts.create()
                + " models created, " + counts.edit() + " edited, " + counts.remove() + " removed";
    }
}
