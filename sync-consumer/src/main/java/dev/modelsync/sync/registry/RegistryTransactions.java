package dev.modelsync.sync.registry;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that change the registry or the journal: one at a time, whichever worker they are of. */
public final class RegistryTransactions {
    /** Concurrent catalog changes fail, so they are serialised: "modelsyn" as a number. */
    private static final long REGISTRY_LOCK = 0x6D6F64656C73796EL;

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    public RegistryTransactions(AidbDatabase database) {
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        this.jdbc = database.jdbc();
    }

    /**
     * Runs the work and answers what it answered.
     *
     * @throws DataAccessException or {@link TransactionException} after everything was rolled back. Not from within the
     *     template: where Spring rolls back for an exception, it may log the database's message
     */
    public <T> T run(Function<TransactionStatus, T> work) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Optional<T> result = transactions.execute(transaction -> {
            try {
                lock();
                return Optional.of(work.apply(transaction));
            } catch (DataAccessException | TransactionException e) {
                transaction.setRollbackOnly();
                failure.set(e);
                return Optional.empty();
            }
        });
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return result.orElseThrow();
    }

    /** Deferred constraints are checked at once, so that no failure shows after a savepoint is released. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", REGISTRY_LOCK)
                .query(row -> {});
        jdbc.sql("set constraints all immediate").update();
    }
}
