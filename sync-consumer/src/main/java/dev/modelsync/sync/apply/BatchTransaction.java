package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.journal.ApplyResult;
import dev.modelsync.sync.journal.EventKind;
import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.journal.ModelResult;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.SyncResult;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.RegistryState;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.SyncPlan;
import dev.modelsync.sync.plan.SyncPlan.Why;
import dev.modelsync.sync.plan.SyncPlanner;
import dev.modelsync.sync.registry.CredentialClaim;
import dev.modelsync.sync.registry.RegistryView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;

/** One run through a batch, inside its transaction: every service in turn, then those that waited for a name. */
final class BatchTransaction {
    private final TransactionStatus transaction;
    private final Batch batch;
    private final SyncPlanner planner;
    private final Consent consent;
    private final RegistryAccess access;
    private final Map<ServiceKey, ApplyResult> results = new LinkedHashMap<>();
    private final Map<Why, Integer> ignored = new EnumMap<>(Why.class);

    /** @param consent whether a plan may be followed */
    BatchTransaction(
            TransactionStatus transaction, Batch batch, SyncPlanner planner, Consent consent, RegistryAccess access) {
        this.transaction = transaction;
        this.batch = batch;
        this.planner = planner;
        this.consent = consent;
        this.access = access;
    }

    /** Whether what is planned for a service may be done. */
    interface Consent {
        Consent ALWAYS = (plan, event, entry, registry) -> true;

        boolean to(SyncPlan plan, ServiceEvent event, @Nullable JournalEntry entry, RegistryState registry);
    }

    BatchOutcome.Committed run(Consumer<List<ApplyResult>> told, Map<ServiceKey, Reason> parkedBefore) {
        Map<ServiceKey, JournalEntry> entries = loadAll();
        for (ServiceRecord record : batch.services()) {
            decide(record, entries.get(record.event().key()));
        }
        decideThoseWhoWaited();
        access.models().settle();
        List<ApplyResult> all = new ArrayList<>(results.values());
        all.addAll(parkUnreadable());
        all.removeIf(result ->
                result.result() == SyncResult.PARKED && result.reason() == parkedBefore.get(result.service()));
        told.accept(all);
        return new BatchOutcome.Committed(all, ignored, access.journal().parked());
    }

    Origin origin() {
        return batch.origin();
    }

    /** Nothing of it is to be committed. */
    void undo() {
        transaction.setRollbackOnly();
    }

    /**
     * The models that are gone, or no longer ours, when all of it is committed. Not those whose credential Hybrid Manager
     * has taken back: that has to be in force at once, and was asked for by name.
     */
    Set<String> removed() {
        Set<String> removed = new HashSet<>();
        Set<String> made = new HashSet<>();
        for (ApplyResult result : results.values()) {
            if (result.reason() == Reason.CREDENTIAL_WITHDRAWN) {
                continue;
            }
            for (ModelResult model : result.models()) {
                switch (model.action()) {
                    case REMOVED -> removed.add(model.name());
                    case CREATED, EDITED -> made.add(model.name());
                    case UNCHANGED, SKIPPED -> {}
                }
            }
        }
        removed.removeAll(made);
        return removed;
    }

    private Map<ServiceKey, JournalEntry> loadAll() {
        List<ServiceKey> keys =
                batch.services().stream().map(record -> record.event().key()).toList();
        Map<ServiceKey, JournalEntry> entries = access.journal().entries(keys);
        confirm(entries.values());
        if (batch.origin() != Origin.RECORDS) {
            entries.replaceAll((key, entry) -> entry.reopened());
        }
        Set<String> names = new HashSet<>();
        for (ServiceRecord record : batch.services()) {
            JournalEntry entry = entries.get(record.event().key());
            names.addAll(RegistryView.namesOf(record.event(), entry));
        }
        access.credentials().load();
        access.view().load(names);
        return entries;
    }

    /** The topic names these services, whatever becomes of them. */
    private void confirm(Collection<JournalEntry> entries) {
        List<ServiceKey> met = Stream.concat(
                        entries.stream().filter(JournalEntry::isReopened).map(JournalEntry::key),
                        batch.unreadable().stream().map(UnreadableRecord::key))
                .filter(planner::concerns)
                .toList();
        if (!met.isEmpty() && batch.origin() == Origin.RECORDS) {
            access.journal().confirm(met);
        }
    }

    private void decide(ServiceRecord record, @Nullable JournalEntry entry) {
        RegistryState registry = access.view().stateFor(record.event(), entry);
        SyncPlan plan = planner.plan(record.event(), entry, registry);
        if (!consent.to(plan, record.event(), entry, registry)) {
            ignore(Why.OVERTAKEN);
            return;
        }
        if (plan instanceof SyncPlan.Nothing nothing) {
            ignore(nothing.why());
        }
        CredentialClaim claim = RegistryView.claimOf(record.event().key(), registry.credential());
        plan.match(new ServiceDecision(
                        new ServiceDecision.Subject(record, entry, claim), transaction, access, batch.attempt()))
                .ifPresent(result -> results.merge(result.service(), result, (earlier, later) -> later.after(earlier)));
    }

    /** Names that were given up go to services that want them, be they of this batch or of an earlier one. */
    private void decideThoseWhoWaited() {
        for (Set<String> free = access.view().takeFreed();
                !free.isEmpty();
                free = access.view().takeFreed()) {
            for (Journal.Waiting waiting : access.journal().waitingFor(free)) {
                access.view().load(RegistryView.namesOf(waiting.record().event(), waiting.entry()));
                decide(waiting.record(), waiting.entry());
            }
        }
    }

    private List<ApplyResult> parkUnreadable() {
        List<ApplyResult> parked = new ArrayList<>();
        for (UnreadableRecord record : batch.unreadable()) {
            ApplyResult result = ApplyResult.parked(
                    record.key(),
                    record.announced(),
                    record.reason(),
                    record.detail(),
                    record.position(),
                    EventKind.UNREADABLE);
            if (!planner.concerns(record.key())) {
                ignore(Why.OTHER_PROJECT);
            } else if (access.journal().parkUnreadable(record, result)) {
                parked.add(result);
            } else {
                ignore(Why.STALE);
            }
        }
        return parked;
    }

    private void ignore(Why why) {
        ignored.merge(why, 1, Integer::sum);
    }
}
