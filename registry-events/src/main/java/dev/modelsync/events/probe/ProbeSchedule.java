package dev.modelsync.events.probe;

import dev.modelsync.events.probe.StatusTable.Ticket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the services probed that are due, each on a thread of its own, so that one that hangs delays no
 * other. Any number of instances share the work; what one of them does not bring to an end, another one
 * takes over after the lease.
 */
final class ProbeSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProbeSchedule.class);
    /** How soon a service is probed that was registered, edited, or whose time has come. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration END = Duration.ofSeconds(5);

    private final StatusTable table;
    private final Probing probing;
    private final ProviderClient client;
    private final Duration lease;
    private final Semaphore places;
    private final ScheduledExecutorService claims =
            Executors.newSingleThreadScheduledExecutor(work -> thread(work, "probe-claims"));
    private final ExecutorService probes = Executors.newCachedThreadPool(work -> thread(work, "probe"));
    private final AtomicBoolean failing = new AtomicBoolean();

    ProbeSchedule(StatusTable table, Probing probing, ProviderClient client, Duration lease, int concurrency) {
        this.table = table;
        this.probing = probing;
        this.client = client;
        this.lease = lease;
        places = new Semaphore(concurrency);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        claims.scheduleWithFixedDelay(this::turn, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        int free = places.availablePermits();
        if (free > 0) {
            guarded(() -> table.claimDue(free, lease).forEach(this::begin));
        }
    }

    /** Only the turns take places, so that there are as many as were counted. */
    private void begin(Ticket ticket) {
        places.acquireUninterruptibly();
        probes.execute(() -> {
            try {
                guarded(() -> probing.carryOut(ticket));
            } finally {
                places.release();
            }
        });
    }

    /** Whatever fails is due again after the lease. Logs when the failing begins, not each time. */
    private void guarded(Runnable work) {
        try {
            work.run();
            failing.set(false);
        } catch (RuntimeException e) {
            // Also what nobody expects: it must not end the turns.
            if (!failing.getAndSet(true)) {
                log.warn("A service cannot be probed; it is tried again", e);
            }
        }
    }

    @Override
    public void close() {
        probing.stop();
        claims.shutdownNow();
        client.close();
        probes.shutdownNow();
        try {
            if (!probes.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Probes did not end within {}", END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
