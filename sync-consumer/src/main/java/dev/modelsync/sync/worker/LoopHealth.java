package dev.modelsync.sync.worker;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether a cluster's loop still comes round. It is about this process alone: a database that is
 * dark, a broker that is away, a worker that is paused or far behind all leave it up, because
 * starting anew would mend none of them.
 */
public final class LoopHealth implements HealthIndicator {
    private final ClusterWorker worker;
    private final Duration stuckAfter;

    public LoopHealth(ClusterWorker worker, Duration stuckAfter) {
        this.worker = worker;
        this.stuckAfter = stuckAfter;
    }

    @Override
    public Health health() {
        Optional<String> stuck = worker.observation().loop().stuck(stuckAfter);
        return stuck.map(why -> Health.down().withDetail("stuck", why))
                .orElseGet(Health::up)
                .build();
    }
}
