package dev.modelsync.sync.cluster;

import dev.modelsync.sync.consume.ServiceTopic.TopicUnknownException;
import dev.modelsync.sync.heartbeat.Heartbeat;
import dev.modelsync.sync.report.Outage;
import dev.modelsync.sync.worker.ClusterWorker;
import dev.modelsync.sync.worker.WorkerParts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The heartbeats of all workers of the process, on one thread, which also asks the broker how far
 * the topic goes. It asks no database, so that a dark one silences nobody.
 */
final class Heartbeats implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    /** How soon a change of a worker's condition is reported. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ClusterWorkers workers;
    private final WorkerParts shared;
    private final Duration interval;
    private final Map<String, Heartbeat> heartbeats = new HashMap<>();
    private final Outage defect;
    private Instant askBroker = Instant.MIN;
    private volatile @Nullable ScheduledExecutorService thread;

    Heartbeats(ClusterWorkers workers, WorkerParts shared, BuildInfo build) {
        this.workers = workers;
        this.shared = shared;
        this.interval = shared.observation().heartbeatInterval();
        Clock clock = shared.clock();
        this.defect = new Outage("*", "the heartbeat", clock);
        Heartbeat.Process process = new Heartbeat.Process(UUID.randomUUID().toString(), build.version());
        for (ClusterWorker worker : workers.all()) {
            Outage outage = new Outage(worker.clusterId(), "reporting to Hybrid Manager", clock);
            heartbeats.put(worker.clusterId(), new Heartbeat(process, shared.reports(), outage, interval, clock));
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "modelsync-heartbeats"));
        thread = started;
        long pause = Math.min(interval.toMillis(), LOOK_EVERY.toMillis());
        started.scheduleWithFixedDelay(this::beatSafely, 0, pause, TimeUnit.MILLISECONDS);
    }

    /** Thrown on, a failure would end the heartbeats for good and silently. */
    private void beatSafely() {
        try {
            beat();
            defect.over();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (defect.cause().isEmpty()) {
                log.error("The heartbeat fails by a defect and will be tried again", e);
            }
            defect.failed("a defect: " + e.getClass().getName());
        }
    }

    private void beat() throws InterruptedException {
        Instant now = shared.clock().instant();
        if (!now.isBefore(askBroker)) {
            askBroker = now.plus(interval);
            readEnds();
        }
        for (ClusterWorker worker : workers.all()) {
            Heartbeat heartbeat = heartbeats.get(worker.clusterId());
            if (heartbeat != null) {
                worker.report().ifPresent(heartbeat::beat);
            }
        }
    }

    private void readEnds() throws InterruptedException {
        try {
            Map<Integer, Long> ends = shared.topic().ends();
            workers.all().forEach(worker -> worker.ends(ends));
            shared.kafkaOutage().over();
        } catch (TopicUnknownException e) {
            shared.kafkaOutage().failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = thread;
        if (started != null) {
            started.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
