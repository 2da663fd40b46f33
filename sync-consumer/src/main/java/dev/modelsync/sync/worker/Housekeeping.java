package dev.modelsync.sync.worker;

import dev.modelsync.sync.registry.SqlFailure;
import dev.modelsync.sync.report.LogKeys;
import dev.modelsync.sync.report.Outage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What one cluster needs done now and then, on one thread of its own: one chore after the other, so
 * they never hold more than one connection. A chore that fails is told once and tried at its next
 * turn; the others go on.
 */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final String clusterId;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    Housekeeping(String clusterId, String threadName, Clock clock) {
        this.clusterId = clusterId;
        this.clock = clock;
        // What is asked for while it stops is not done any more, and is no failure of whoever asked.
        this.thread = new ScheduledThreadPoolExecutor(
                1, work -> new Thread(work, threadName), new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Runs the chore now and then again, each time the interval after its last run ended.
     *
     * @param subject what the chore does, for a person who reads that it fails
     * @param chore answers why it could not be done, in our own words; empty when it was
     */
    void every(Duration interval, String subject, Supplier<Optional<String>> chore) {
        Outage outage = new Outage(clusterId, subject, clock);
        thread.scheduleWithFixedDelay(
                () -> attempt(chore, subject, outage), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the chore soon, once. */
    void once(String subject, Supplier<Optional<String>> chore) {
        thread.execute(() -> attempt(chore, subject, new Outage(clusterId, subject, clock)));
    }

    private void attempt(Supplier<Optional<String>> chore, String subject, Outage outage) {
        try {
            chore.get().ifPresentOrElse(outage::failed, outage::over);
        } catch (DataAccessException | TransactionException e) {
            if (!thread.isShutdown()) {
                outage.failed(SqlFailure.of(e).inShort());
            }
        } catch (RuntimeException e) {
            // Thrown on, it would end the chore for good and silently.
            if (outage.cause().isEmpty()) {
                log.atError()
                        .addKeyValue(LogKeys.CLUSTER, clusterId)
                        .setCause(e)
                        .log("cluster={} {} fails by a defect and will be tried again", clusterId, subject);
            }
            outage.failed("a defect: " + e.getClass().getName());
        }
    }

    /** Returns when the present chore has ended, or after a few seconds. */
    void stop() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn()
                        .addKeyValue(LogKeys.CLUSTER, clusterId)
                        .log("cluster={} housekeeping does not end; its transaction will be rolled back", clusterId);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
