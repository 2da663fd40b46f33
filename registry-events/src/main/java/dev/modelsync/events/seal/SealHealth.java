package dev.modelsync.events.seal;

import dev.modelsync.events.seal.SealProgress.Phase;
import dev.modelsync.events.seal.SealProgress.Seen;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when the stage has ended. Up also while credentials cannot be sealed, since starting anew would mend nothing: how
 * many, and why, stands among the details.
 */
final class SealHealth implements HealthIndicator {
    private final SealProgress progress;

    SealHealth(SealProgress progress) {
        this.progress = progress;
    }

    @Override
    public Health health() {
        Seen seen = progress.seen();
        Health.Builder health = seen.phase() == Phase.STOPPED ? Health.down() : Health.up();
        return health.withDetail("phase", seen.phase())
                .withDetail("clusters", seen.clusters())
                .withDetail("credentials", seen.credentials())
                .withDetail("obstructed", new TreeMap<>(seen.obstructed()))
                .build();
    }
}
