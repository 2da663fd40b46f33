package dev.modelsync.sync.cluster;

import dev.modelsync.sync.worker.ClusterWorker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;

/** All workers of this process. They start and stop side by side, so that one cannot hold up another. */
final class ClusterWorkers implements SmartLifecycle {
    private final List<ClusterWorker> workers;
    private volatile boolean running;

    ClusterWorkers(List<ClusterWorker> workers) {
        this.workers = List.copyOf(workers);
    }

    List<ClusterWorker> all() {
        return workers;
    }

    @Override
    public void start() {
        running = true;
        workers.forEach(ClusterWorker::start);
    }

    @Override
    public void stop() {
        ExecutorService stoppers = Executors.newFixedThreadPool(workers.size());
        try {
            CompletableFuture.allOf(workers.stream()
                            .map(worker -> CompletableFuture.runAsync(worker::stop, stoppers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            stoppers.shutdown();
            running = false;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
