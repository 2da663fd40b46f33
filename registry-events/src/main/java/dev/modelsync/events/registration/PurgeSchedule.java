package dev.modelsync.events.registration;

import dev.modelsync.provider.secret.SecretStoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Purges at the start and then on an interval; what one turn could not do, the next one does. */
final class PurgeSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PurgeSchedule.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final Purge purge;
    private final Duration interval;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "purge");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failing;

    PurgeSchedule(Purge purge, Duration interval) {
        this.purge = purge;
        this.interval = interval;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::turn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        try {
            Purge.Purged purged = purge.purge();
            failing = false;
            if (purged.services() + purged.credentials() > 0) {
                log.info(
                        "Purged {} deregistered services and {} credentials out of use",
                        purged.services(),
                        purged.credentials());
            }
        } catch (DataAccessException | TransactionException | SecretStoreException e) {
            failed(e);
        }
    }

    /** Logs when the failing begins, not at each turn. */
    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            log.warn("The purge failed; it is tried again each {}", interval, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The purge did not end within {}", END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
