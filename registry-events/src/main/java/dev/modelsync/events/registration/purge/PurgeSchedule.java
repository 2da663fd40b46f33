package dev.modelsync.events.registration.purge;

import dev.modelsync.provider.secret.SecretStoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private final List<PurgeTask> tasks;
    private final Set<PurgeTask> failing = new HashSet<>();
    private final Duration interval;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "purge");
        thread.setDaemon(true);
        return thread;
    });

    PurgeSchedule(List<PurgeTask> tasks, Duration interval) {
        this.tasks = List.copyOf(tasks);
        this.interval = interval;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::turn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        tasks.forEach(this::turn);
    }

    private void turn(PurgeTask task) {
        try {
            String purged = task.purge();
            failing.remove(task);
            if (!purged.isEmpty()) {
                log.info("Purged {}", purged);
            }
        } catch (DataAccessException | TransactionException | SecretStoreException e) {
            failed(task, e);
        }
    }

    /** Logs when the failing begins, not at each turn. */
    private void failed(PurgeTask task, RuntimeException e) {
        if (failing.add(task)) {
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
