package dev.modelsync.sync.replay;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.Forecast;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ModelStep;
import dev.modelsync.sync.plan.RegistryState;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.ServiceState;
import dev.modelsync.sync.plan.SyncPlan;
import dev.modelsync.sync.plan.SyncPlanner;
import dev.modelsync.sync.registry.RegistryView;
import dev.modelsync.sync.replay.PlannedService.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans services one after the other as their batches would, and follows each plan in the view of the registry only: so
 * a name that one gives up is seen to be free by the next, and goes to those who wait for it when the batch ends.
 */
final class ImaginedBatches {
    /** So many services are changed in one transaction. */
    static final int SIZE = 50;

    private final SyncPlanner planner;
    private final Journal journal;
    private final RegistryView view;
    private final List<PlannedService> planned = new ArrayList<>();
    private final Map<ServiceKey, JournalEntry> decided = new HashMap<>();
    private final Map<ServiceKey, Set<String>> leftOut = new LinkedHashMap<>();
    private final Map<ServiceKey, ServiceRecord> records = new HashMap<>();
    private final Set<String> loaded = new HashSet<>();
    private final Set<String> renewed = new HashSet<>();
    private int batch;
    private int changed;

    ImaginedBatches(SyncPlanner planner, Journal journal, RegistryView view) {
        this.planner = planner;
        this.journal = journal;
        this.view = view;
    }

    List<PlannedService> of(List<ServiceRecord> services) {
        Map<ServiceKey, JournalEntry> entries = journal.entries(
                services.stream().map(record -> record.event().key()).toList());
        entries.replaceAll((key, entry) -> entry.reopened());
        Set<String> names = new HashSet<>();
        services.forEach(record -> names.addAll(
                RegistryView.namesOf(record.event(), entries.get(record.event().key()))));
        load(names);
        for (ServiceRecord record : services) {
            ServiceKey key = record.event().key();
            decide(record, decided.containsKey(key) ? decided.get(key) : entries.get(key), false);
            if (changed == SIZE) {
                endBatch();
            }
        }
        endBatch();
        return planned;
    }

    /** What has been looked at before is as the steps since have made it. */
    private void load(Set<String> names) {
        names.removeAll(loaded);
        view.load(names);
        loaded.addAll(names);
    }

    private void decide(ServiceRecord record, @Nullable JournalEntry entry, boolean waiting) {
        RegistryState registry = view.stateFor(record.event(), entry).renewed(renewed);
        SyncPlan plan = planner.plan(record.event(), entry, registry);
        Forecast forecast = Forecast.of(plan, record.event(), entry, registry);
        if (forecast.changes() && plan instanceof SyncPlan.Change change) {
            follow(record, entry, change);
            changed++;
        }
        if (!waiting) {
            add(record, forecast, forecast.changes() ? new Turn(batch, false) : null);
        } else if (forecast.changes()) {
            addAfterwards(record, forecast.changesOnly());
        }
    }

    private void add(ServiceRecord record, Forecast forecast, @Nullable Turn turn) {
        planned.add(new PlannedService(record.event().key(), record, record.position(), forecast, turn));
    }

    /** What was foretold of these models before is told no more: nobody sees what is between. */
    private void addAfterwards(ServiceRecord record, Forecast forecast) {
        planned.replaceAll(service -> service.key().equals(record.event().key())
                ? service.with(service.forecast().without(forecast.models()))
                : service);
        add(record, forecast, new Turn(batch, true));
    }

    private void follow(ServiceRecord record, @Nullable JournalEntry entry, SyncPlan.Change plan) {
        ServiceKey key = record.event().key();
        Following following = new Following(key);
        Map<String, ModelSpec> owned = new LinkedHashMap<>();
        for (ModelStep step : plan.steps()) {
            step.match(following)
                    .ifPresentOrElse(model -> owned.put(step.name(), model), () -> owned.remove(step.name()));
        }
        ChangeId last = record.event()
                .change()
                .orElseGet(() -> Objects.requireNonNull(entry).last());
        decided.put(key, new JournalEntry(key, last, ServiceState.APPLIED, List.copyOf(owned.values()), "").reopened());
        leftOut.put(key, plan.namesLeftOut());
        records.put(key, record);
    }

    private void endBatch() {
        for (Set<String> free = view.takeFreed(); !free.isEmpty(); free = view.takeFreed()) {
            for (Journal.Waiting waiting : waitingFor(free)) {
                load(RegistryView.namesOf(waiting.record().event(), waiting.entry()));
                decide(waiting.record(), waiting.entry(), true);
            }
        }
        batch++;
        changed = 0;
    }

    private List<Journal.Waiting> waitingFor(Set<String> free) {
        List<Journal.Waiting> waiting = new ArrayList<>(journal.waitingFor(free));
        waiting.removeIf(remembered -> decided.containsKey(remembered.entry().key()));
        leftOut.forEach((key, names) -> {
            if (!Collections.disjoint(names, free)) {
                waiting.add(new Journal.Waiting(
                        Objects.requireNonNull(records.get(key)), Objects.requireNonNull(decided.get(key))));
            }
        });
        return waiting;
    }

    /** Follows a step in the view; answers what we own under its name from then on. */
    private final class Following implements ModelStep.Cases<Optional<ModelSpec>> {
        private final ServiceKey service;

        Following(ServiceKey service) {
            this.service = service;
        }

        @Override
        public Optional<ModelSpec> create(ModelStep.Create step) {
            return made(step.model());
        }

        @Override
        public Optional<ModelSpec> replace(ModelStep.Replace step) {
            return made(step.model());
        }

        private Optional<ModelSpec> made(ModelSpec model) {
            view.created(service, model);
            renewed.add(model.provider());
            return Optional.of(model);
        }

        @Override
        public Optional<ModelSpec> remove(ModelStep.Remove step) {
            view.removed(step.name());
            return Optional.empty();
        }

        @Override
        public Optional<ModelSpec> disown(ModelStep.Disown step) {
            view.disowned(step.name());
            return Optional.empty();
        }

        @Override
        public Optional<ModelSpec> keep(ModelStep.Keep step) {
            return Optional.of(step.model());
        }

        @Override
        public Optional<ModelSpec> skip(ModelStep.Skip step) {
            return Optional.empty();
        }
    }
}
