package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.Cursors.TopicIdentity;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.SyncPlanner;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies a batch in one transaction: registry, journal, cursor and outcomes together, or nothing.
 * A service that fails for good is parked and does not hold up the others. A failure of the whole is
 * a value; the caller repeats the batch, or reads on from where the database stands.
 */
public final class BatchApplier {
    /** Serialises changes of the registry, since concurrent catalog changes fail: "modelsyn" as a number. */
    private static final long REGISTRY_LOCK = 0x6D6F64656C73796EL;

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final AccessToken token;
    private final AidbCapabilities capabilities;
    private final Clock clock;
    private final Cursors cursors;
    private final Journal journal;
    private final SyncPlanner planner;
    private final OutcomeOutbox outbox;
    private final LocalSwitch localSwitch;
    private final History history;
    private final String proxyHost;

    public BatchApplier(AidbDatabase database, ClusterProfile profile, AccessToken token, OutcomeOutbox outbox) {
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        this.jdbc = database.jdbc();
        this.capabilities = database.capabilities();
        this.clock = database.clock();
        this.token = token;
        this.cursors = new Cursors(jdbc, profile.fingerprint(), clock);
        this.journal = new Journal(jdbc, profile.fingerprint(), clock);
        this.planner = new SyncPlanner(profile);
        this.outbox = outbox;
        this.localSwitch = new LocalSwitch(jdbc);
        this.history = new History(database.dataSource(), clock);
        this.proxyHost = profile.proxyHost();
    }

    public BatchOutcome apply(TopicIdentity topic, Batch batch) {
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
            ParkedServices.Again again = new ParkedServices(jdbc, unreadRecords).some();
            return run(Batch.again(again.records()), again.reasons(), transaction);
        });
    }

    private BatchOutcome run(Batch batch, Map<ServiceKey, Reason> parkedBefore, TransactionStatus transaction) {
        return new BatchTransaction(transaction, batch, planner, access()).run(outbox, history, parkedBefore);
    }

    private BatchOutcome inRegistry(Function<TransactionStatus, BatchOutcome> work) {
        try {
            return Objects.requireNonNull(transactions.execute(transaction -> inRegistry(work, transaction)));
        } catch (DataAccessException | TransactionException e) {
            return new BatchOutcome.Failed(SqlFailure.of(e));
        }
    }

    /** A failure ends here as a value: where Spring rolls back for an exception, it may log the database's message. */
    private BatchOutcome inRegistry(Function<TransactionStatus, BatchOutcome> work, TransactionStatus transaction) {
        try {
            lockRegistry();
            Optional<String> paused = localSwitch.paused();
            if (paused.isPresent()) {
                transaction.setRollbackOnly();
                return new BatchOutcome.Held(paused.get());
            }
            return work.apply(transaction);
        } catch (DataAccessException | TransactionException e) {
            transaction.setRollbackOnly();
            return new BatchOutcome.Failed(SqlFailure.of(e));
        }
    }

    /** How many services are parked. */
    public int parked() {
        return journal.parked();
    }

    /** Deferred constraints are checked at once, so that no failure shows after a savepoint is released. */
    private void lockRegistry() {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", REGISTRY_LOCK)
                .query(row -> {});
        jdbc.sql("set constraints all immediate").update();
    }

    private RegistryAccess access() {
        ModelRegistry registry = new AidbModelRegistry(jdbc, capabilities, token);
        ModelCredentials credentials = switch (capabilities.credentials()) {
            case ON_PROVIDER -> new ProviderCredentials(jdbc, registry, token.fingerprint(), clock);
            case NAMED -> new NamedCredentials(jdbc, registry, token.fingerprint(), proxyHost, clock);
        };
        return new RegistryAccess(
                new ProviderModels(registry, journal, credentials),
                journal,
                credentials,
                new RegistryView(registry, journal, credentials));
    }
}
