package dev.modelsync.sync.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether a worker has been tried to start: it works, or it says why it cannot yet. A dark cluster
 * does not keep the process from being started, since the others are worked for.
 */
public final class StartHealth implements HealthIndicator {
    private final ClusterWorker worker;

    public StartHealth(ClusterWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        boolean tried = worker.isOpen() || worker.outage().cause().isPresent();
        return (tried ? Health.up() : Health.down()).build();
    }
}
