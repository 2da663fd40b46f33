package dev.modelsync.events.activity.proof;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Lets checkpoints be signed on an interval, on a thread of its own. An outage is told once, and the next turn makes up for it. */
final class CheckpointSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CheckpointSchedule.class);
    /** The interval is looked at more often than it passes, so that it does not grow by the turns. */
    private static final int TURNS = 10;

    private static final Duration STOP = Duration.ofSeconds(5);

    private final @Nullable Checkpoints checkpoints;
    private final Duration interval;
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean isAway;
    private boolean hasTakenBack;

    /** @param checkpoints null where nothing is signed */
    CheckpointSchedule(@Nullable Checkpoints checkpoints, Duration interval) {
        this.checkpoints = checkpoints;
        this.interval = interval;
    }

    @Override
    public void start() {
        Checkpoints used = checkpoints;
        if (used != null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "activity-checkpoints");
                made.setDaemon(true);
                return made;
            });
            thread = started;
            long pause = interval.dividedBy(TURNS).toMillis();
            started.scheduleWithFixedDelay(() -> turn(used), pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void turn(Checkpoints checkpoints) {
        try {
            if (!hasTakenBack) {
                checkpoints.takeBack();
                hasTakenBack = true;
            }
            checkpoints.sign(interval);
            checkpoints.publish();
            if (isAway) {
                log.info("Checkpoints of the activity log are signed and published again");
            }
            isAway = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException | KafkaException | ExecutionException e) {
            if (!isAway) {
                log.warn("Checkpoints of the activity log cannot be signed or published; they will be later", e);
            }
            isAway = true;
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
            await(running);
        }
    }

    private static void await(ScheduledExecutorService stopped) {
        try {
            if (!stopped.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A checkpoint is still being published after {} s", STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
