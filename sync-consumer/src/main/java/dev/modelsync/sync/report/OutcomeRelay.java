package dev.modelsync.sync.report;

import dev.modelsync.sync.registry.SqlFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries outcomes from one database's outbox to Kafka, oldest first, on a thread of its own. A row
 * goes only when the broker has its outcome, so an outcome may be sent twice, with the same id, and
 * is never lost. Of several workers on one database, one relays at a time.
 */
public final class OutcomeRelay {
    private static final long RELAY_LOCK = 0x6D7372656C617921L;
    private static final int ROWS_AT_ONCE = 500;
    /** A little late and together: a round costs the same for one row as for many, and models go first. */
    private static final Duration GATHER = Duration.ofMillis(25);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration WHILE_ANOTHER_RELAYS = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OutcomeSender sender;
    private final Outage outage;
    private final Backoff backoff = new Backoff();
    private final Semaphore work = new Semaphore(1);
    private final Thread thread;
    private volatile boolean stopping;

    public OutcomeRelay(DataSource database, OutcomeSender sender, Outage outage, String threadName) {
        this.jdbc = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.sender = sender;
        this.outage = outage;
        this.thread = new Thread(this::run, threadName);
    }

    private record Row(long id, byte[] payload) {}

    private enum Round {
        DONE,
        MORE,
        ANOTHER_RELAYS,
        FAILED
    }

    public void start() {
        thread.start();
    }

    /** There may be new rows. */
    public void wake() {
        work.release();
    }

    /** Returns when the thread has ended, or after a few seconds. Rows that are left wait for the next start. */
    public void stop() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                Duration pause = relay();
                if (work.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Relays what is there; returns how long to wait unless woken. */
    private Duration relay() {
        Round round;
        do {
            round = relaySome();
        } while (round == Round.MORE && !stopping);
        if (round == Round.FAILED) {
            return backoff.next();
        }
        outage.over();
        backoff.reset();
        return round == Round.ANOTHER_RELAYS ? WHILE_ANOTHER_RELAYS : IDLE;
    }

    private Round relaySome() {
        try {
            return Objects.requireNonNull(transactions.execute(this::relayIn));
        } catch (DataAccessException | TransactionException e) {
            return failed(SqlFailure.of(e).inShort());
        }
    }

    /** A failure ends here as a value: where Spring rolls back for an exception, it may log the database's message. */
    private Round relayIn(TransactionStatus transaction) {
        try {
            boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(:key)")
                    .param("key", RELAY_LOCK)
                    .query(Boolean.class)
                    .single();
            return alone ? sendAndDelete() : Round.ANOTHER_RELAYS;
        } catch (DataAccessException e) {
            transaction.setRollbackOnly();
            return failed(SqlFailure.of(e).inShort());
        } catch (RelayFailedException e) {
            transaction.setRollbackOnly();
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** A failure while stopping is only the sign that it was interrupted. */
    private Round failed(String cause) {
        if (!stopping) {
            outage.failed(cause);
        }
        return Round.FAILED;
    }

    private Round sendAndDelete() {
        List<Row> rows = jdbc.sql("select id, payload from modelsync.outbox order by id limit :rows")
                .param("rows", ROWS_AT_ONCE)
                .query((row, number) -> new Row(row.getLong("id"), row.getBytes("payload")))
                .list();
        if (rows.isEmpty()) {
            return Round.DONE;
        }
        send(rows.stream().map(Row::payload).toList());
        jdbc.sql("delete from modelsync.outbox where id = any (:ids)")
                .param("ids", rows.stream().map(Row::id).toArray(Long[]::new))
                .update();
        return rows.size() < ROWS_AT_ONCE ? Round.DONE : Round.MORE;
    }

    private void send(List<byte[]> payloads) {
        try {
            sender.send(payloads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RelayFailedException("interrupted", e);
        } catch (ExecutionException | KafkaException e) {
            throw new RelayFailedException(KafkaFailure.inShort(e), e);
        }
    }

    private static final class RelayFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RelayFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
