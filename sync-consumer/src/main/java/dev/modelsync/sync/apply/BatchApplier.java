package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Batch.Origin;
import dev.modelsync.sync.journal.CredentialNeed;
import dev.modelsync.sync.journal.CredentialNeeds;
import dev.modelsync.sync.journal.History;
import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.journal.OutcomeOutbox;
import dev.modelsync.sync.journal.OwnedModels;
import dev.modelsync.sync.journal.RememberedServices;
import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadRecords;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.SyncPlanner;
import dev.modelsync.sync.position.CursorMove;
import dev.modelsync.sync.position.Cursors;
import dev.modelsync.sync.position.RebuildReason;
import dev.modelsync.sync.position.Rebuilds;
import dev.modelsync.sync.position.TopicIdentity;
import dev.modelsync.sync.registry.AidbDatabase;
import dev.modelsync.sync.registry.AidbModelRegistry;
import dev.modelsync.sync.registry.CredentialSource;
import dev.modelsync.sync.registry.ModelCredentials;
import dev.modelsync.sync.registry.ModelRegistry;
import dev.modelsync.sync.registry.ProviderModels;
import dev.modelsync.sync.registry.RegistryTransactions;
import dev.modelsync.sync.registry.RegistryView;
import dev.modelsync.sync.registry.SqlFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;

/**
 * Applies a batch in one transaction: registry, journal, cursor and outcomes together, or nothing.
 * A service that fails for good is parked and does not hold up the others. A failure of the whole is
 * a value; the caller repeats the batch, or reads on from where the database stands.
 */
public final class BatchApplier {
    private final AidbDatabase database;
    private final RegistryTransactions transactions;
    private final CredentialSource source;
    private final Cursors cursors;
    private final Rebuilds rebuilds;
    private final Journal journal;
    private final SyncPlanner planner;
    private final OutcomeOutbox outbox;
    private final PauseSwitch pauseSwitch;
    private final RemovalBrake brake;
    private final History history;

    public BatchApplier(
            AidbDatabase database,
            ClusterProfile profile,
            CredentialSource source,
            OutcomeOutbox outbox,
            RemovalLimits removalLimits) {
        this.database = database;
        this.transactions = new RegistryTransactions(database);
        this.source = source;
        this.cursors = new Cursors(database.jdbc(), profile.fingerprint(), database.clock());
        this.rebuilds = new Rebuilds(database.jdbc(), cursors, database.clock());
        this.journal = new Journal(database.jdbc(), profile.fingerprint(), database.clock());
        this.planner = new SyncPlanner(profile);
        this.outbox = outbox;
        this.pauseSwitch = new PauseSwitch(database.jdbc());
        this.brake = new RemovalBrake(removalLimits, new RemovalStops(database.jdbc(), database.clock()));
        this.history = new History(database.dataSource(), database.clock());
    }

    public BatchOutcome apply(TopicIdentity topic, Batch batch) {
        BatchOutcome outcome = applyIn(topic, batch);
        if (outcome instanceof BatchOutcome.Committed) {
            brake.released();
        }
        return outcome;
    }

    private BatchOutcome applyIn(TopicIdentity topic, Batch batch) {
        return inRegistry(transaction -> {
            for (CursorMove move : batch.moves()) {
                if (!cursors.advance(topic, move)) {
                    transaction.setRollbackOnly();
                    return new BatchOutcome.Fenced(move.partition());
                }
            }
            return run(batch, Map.of(), transaction);
        });
    }

    /**
     * Decides some of the parked services again, for what kept them may be over. Those that are parked
     * again for the reason they had are not told again.
     */
    public BatchOutcome retryParked(UnreadRecords unreadRecords) {
        return inRegistry(transaction -> {
            RememberedServices.Parked parked = remembered(unreadRecords).someParked();
            return run(Batch.again(Origin.JOURNAL, parked.records()), parked.reasons(), transaction);
        });
    }

    /** Decides these services again, by their last change, and tells what became of it in any case. */
    public BatchOutcome decideAgain(Collection<ServiceKey> services, UnreadRecords unreadRecords) {
        return inRegistry(transaction ->
                run(Batch.again(Origin.JOURNAL, remembered(unreadRecords).of(services)), Map.of(), transaction));
    }

    /**
     * The same, because what they wait for may have come. Those that are parked again for the reason they had are not
     * told again.
     *
     * @param services at least one
     * @param stillWaits asked when nobody else can decide them: those for whom it no longer holds are left as they are
     */
    public BatchOutcome reconsider(
            Collection<ServiceKey> services, Predicate<CredentialNeed> stillWaits, UnreadRecords unreadRecords) {
        return inRegistry(transaction -> {
            List<ServiceKey> waiting = credentialNeeds(services).stream()
                    .filter(stillWaits)
                    .map(CredentialNeed::service)
                    .toList();
            RememberedServices.Parked concerned = remembered(unreadRecords).parkedOrNot(waiting);
            return run(Batch.again(Origin.JOURNAL, concerned.records()), concerned.reasons(), transaction);
        });
    }

    /**
     * Ends a rebuild, if there is one that has read the whole topic: services that the topic no longer
     * names go. Not to be asked for while the topic may be incomplete.
     */
    public BatchOutcome sweep(TopicIdentity topic, int partitions) {
        return inRegistry(transaction -> {
            if (!rebuilds.isOpen() || !rebuilds.isReadThrough(topic, partitions)) {
                return run(Batch.again(Origin.REBUILD, List.of()), Map.of(), transaction);
            }
            List<ServiceRecord> gone =
                    remembered((key, position, value) -> Optional.empty()).unconfirmed();
            rebuilds.end(gone.size());
            BatchOutcome outcome = run(Batch.again(Origin.REBUILD, gone), Map.of(), transaction);
            journal.forgetWholly(
                    gone.stream().map(record -> record.event().key()).toList());
            return outcome;
        });
    }

    /** Why the topic is being read from its beginning; empty when it is not. */
    public Optional<RebuildReason> rebuilding() {
        return rebuilds.open();
    }

    /** Whether a rebuild has not met a service on the topic yet. */
    public boolean missesAny() {
        return rebuilds.missesAny();
    }

    public List<ServiceKey> parkedServices() {
        return journal.parkedServices();
    }

    /** What the journal has of the credentials of services: of these, or of all where none are named. */
    public List<CredentialNeed> credentialNeeds(Collection<ServiceKey> services) {
        return new CredentialNeeds(database.jdbc()).of(services);
    }

    /** What services need that wait for a credential. */
    public List<CredentialNeed> awaitedCredentials() {
        return new CredentialNeeds(database.jdbc()).awaited();
    }

    /** Services that wait for another service to give a provider up. */
    public List<ServiceKey> servicesInConflict() {
        return new CredentialNeeds(database.jdbc()).inConflict();
    }

    /** Who paused the worker and why; empty when nobody did. */
    public Optional<String> paused() {
        return pauseSwitch.paused();
    }

    /** How many services are parked. */
    public int parked() {
        return journal.parked();
    }

    private RememberedServices remembered(UnreadRecords unreadRecords) {
        return new RememberedServices(database.jdbc(), unreadRecords);
    }

    private BatchOutcome run(Batch batch, Map<ServiceKey, Reason> parkedBefore, TransactionStatus transaction) {
        BatchTransaction work = new BatchTransaction(transaction, batch, planner, access());
        BatchOutcome.Committed committed = work.run(outbox, history, parkedBefore);
        Optional<RemovalStop> stop = brake.check(batch.origin(), work.removed());
        if (stop.isPresent()) {
            transaction.setRollbackOnly();
            return new BatchOutcome.Stopped(stop.get());
        }
        brake.passed(batch.origin());
        return committed;
    }

    private BatchOutcome inRegistry(Function<TransactionStatus, BatchOutcome> work) {
        try {
            BatchOutcome outcome = transactions.run(transaction -> inRegistry(work, transaction));
            if (outcome instanceof BatchOutcome.Stopped stopped) {
                brake.stopped(stopped.stop());
            }
            return outcome;
        } catch (DataAccessException | TransactionException e) {
            return new BatchOutcome.Failed(SqlFailure.of(e));
        }
    }

    private BatchOutcome inRegistry(Function<TransactionStatus, BatchOutcome> work, TransactionStatus transaction) {
        Optional<String> paused = pauseSwitch.paused();
        if (paused.isPresent()) {
            transaction.setRollbackOnly();
            return new BatchOutcome.Held(paused.get());
        }
        return work.apply(transaction);
    }

    private RegistryAccess access() {
        ModelRegistry registry = new AidbModelRegistry(database.jdbc(), database.capabilities());
        ModelCredentials credentials = ModelCredentials.of(database, registry, source);
        return new RegistryAccess(
                new ProviderModels(registry, new OwnedModels(database.jdbc()), credentials, source),
                journal,
                credentials,
                new RegistryView(registry, journal, credentials, source));
    }
}
