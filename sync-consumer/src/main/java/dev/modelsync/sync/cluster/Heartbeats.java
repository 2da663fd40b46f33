package dev.modelsync.sync.cluster;

import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One thread for all workers of the process that asks the broker how far the topic goes. It asks no
 * database, so that a dark one silences nobody.
 */
final class Heartbeats implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final ClusterWorkers workers;
    private final WorkerParts shared;
    private volatile @org.jspecify.annotations.Nullable ScheduledExecutorService thread;

    Heartbeats(ClusterWorkers workers, WorkerParts shared) {
        this.workers = workers;
        this.shared = shared;
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "modelsync-heartbeats"));
        thread = started;
        Duration interval = shared.observation().heartbeatInterval();
        started.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            Map<Integer, Long> ends = shared.topic().ends();
            workers.all().forEach(worker -> worker.observation().ends(ends));
            shared.kafkaOutage().over();
        } catch (TopicUnknownException e) {
            shared.kafkaOutage().failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
