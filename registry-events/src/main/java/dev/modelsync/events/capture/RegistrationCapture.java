package dev.modelsync.events.capture;

import dev.modelsync.events.capture.CaptureState.Phase;
import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.publish.Publication;
import dev.modelsync.events.source.RowChange.Position;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Owns the life of the engine, and nothing else: waits for the lease, lets the engine run while it is
 * held, begins again after a failure that passes, and reports one that does not.
 */
final class RegistrationCapture implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RegistrationCapture.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final DatabaseProperties database;
    private final CaptureProperties properties;
    private final Publication publication;
    private final LogMessages messages;
    private final Consumer<Throwable> onFailure;

    private volatile Phase phase = Phase.STOPPED;
    private volatile @Nullable Position position;

    private @Nullable Thread thread;
    private volatile boolean waiting;
    private int runs;

    /** @param onFailure told once, when the capture has ended for good */
    RegistrationCapture(
            DatabaseProperties database,
            CaptureProperties properties,
            Publication publication,
            LogMessages messages,
            Consumer<Throwable> onFailure) {
        this.database = database;
        this.properties = properties;
        this.publication = publication;
        this.messages = messages;
        this.onFailure = onFailure;
    }

    @Override
    public synchronized void start() {
        enter(Phase.STANDBY);
        thread = new Thread(this::captureUntilInterrupted, "capture");
        thread.start();
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(STOP_TIMEOUT.toMillis());
            if (running.isAlive()) {
                log.warn("The capture did not stop within {}", STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    CaptureState state() {
        return new CaptureState(phase, position);
    }

    private void captureUntilInterrupted() {
        try {
            Optional<Throwable> failure = Optional.empty();
            while (failure.isEmpty() && !Thread.currentThread().isInterrupted()) {
                failure = captureOnce();
            }
            if (failure.isPresent()) {
                enter(Phase.FAILED);
                log.error("The capture has failed; changes are no longer published", failure.get());
                onFailure.accept(failure.get());
                return;
            }
        } catch (InterruptedException | InterruptException e) {
            log.debug("The capture was told to stop");
        }
        enter(Phase.STOPPED);
    }

    /** @return a failure that no repetition cures */
    private Optional<Throwable> captureOnce() throws InterruptedException {
        try {
            Optional<CaptureLease> lease = CaptureLease.tryAcquire(database, properties.slotName());
            if (lease.isPresent()) {
                return capture(lease.get());
            }
            standBy("another instance captures", null);
        } catch (InterruptException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            return retryOrReport(e);
        }
        return Optional.empty();
    }

    private Optional<Throwable> capture(CaptureLease lease) throws SQLException, InterruptedException {
        try (lease) {
            lease.freeSlot();
            if (lease.forgetPositionAhead()) {
                log.warn("The stored position is ahead of the log: it is of another server. The table is read instead");
            }
            if (lease.dropSlotWithoutPosition()) {
                log.info("Slot {} has no stored position and is made anew", properties.slotName());
            }
            try (Publication.Session session = publication.open()) {
                return run(lease, session);
            }
        }
    }

    private Optional<Throwable> run(CaptureLease lease, Publication.Session session)
            throws SQLException, InterruptedException {
        Comparisons comparisons = new Comparisons(session.reconciler(), messages, properties.compareInterval());
        ChangeHandler handler = new ChangeHandler(session.publisher(), comparisons, published -> position = published);
        EngineRun engine = new EngineRun(EngineSettings.of(database, properties, ++runs), handler, () -> {
            comparisons.streaming();
            streaming();
        });
        Optional<Throwable> failure = engine.run(() -> mayGoOn(lease, comparisons));
        return failure.isPresent() ? retryOrReport(failure.get()) : Optional.empty();
    }

    private static boolean mayGoOn(CaptureLease lease, Comparisons comparisons) {
        boolean held = lease.isHeld();
        if (held) {
            comparisons.turn();
        }
        return held;
    }

    private Optional<Throwable> retryOrReport(Throwable failure) throws InterruptedException {
        if (Thread.interrupted()) {
            // Whatever failed was told to stop.
            throw new InterruptedException();
        }
        if (!Failures.passes(failure)) {
            return Optional.of(failure);
        }
        standBy("the database or the brokers do not answer", failure);
        return Optional.empty();
    }

    /** Logs when the waiting begins, not at each attempt. */
    private void standBy(String reason, @Nullable Throwable cause) throws InterruptedException {
        enter(Phase.STANDBY);
        if (!waiting) {
            waiting = true;
            log.info("The capture waits, trying again each {}: {}", PAUSE, reason, cause);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }

    private void streaming() {
        waiting = false;
        enter(Phase.STREAMING);
        log.info("The capture follows slot {}", properties.slotName());
    }

    private void enter(Phase next) {
        phase = next;
    }
}
