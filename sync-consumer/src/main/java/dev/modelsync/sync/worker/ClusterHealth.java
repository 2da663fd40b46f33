package dev.modelsync.sync.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether a cluster is being worked for. It asks nobody, so a dark database does not hold it up. */
public final class ClusterHealth implements HealthIndicator {
    private final ClusterWorker worker;

    public ClusterHealth(ClusterWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        WorkerStatus status = worker.status();
        int assigned = worker.assignedPartitions();
        boolean working = assigned > 0
                && worker.obstacle().isEmpty()
                && worker.kafkaOutage().cause().isEmpty();
        Health.Builder health = working ? Health.up() : Health.down();
        worker.obstacle().ifPresent(cause -> health.withDetail("outage", cause));
        worker.relayOutage().cause().ifPresent(cause -> health.withDetail("relayOutage", cause));
        worker.kafkaOutage().cause().ifPresent(cause -> health.withDetail("kafkaOutage", cause));
        worker.pause().detail().ifPresent(detail -> health.withDetail("paused", detail));
        status.lastProgress().ifPresent(at -> health.withDetail("lastProgress", at.toString()));
        return health.withDetail("assignedPartitions", assigned)
                .withDetail("decided", status.decided())
                .withDetail("parked", status.parked())
                .withDetail("ignored", status.ignored())
                .build();
    }
}
