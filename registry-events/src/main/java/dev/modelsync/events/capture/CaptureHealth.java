package dev.modelsync.events.capture;

import dev.modelsync.events.capture.CaptureState.Phase;
import dev.modelsync.events.publish.Repair.Cause;
import dev.modelsync.events.publish.RepairLog;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the capture has ended; a standby is healthy. Tells what comparisons have repaired since the start, by cause. */
final class CaptureHealth implements HealthIndicator {
    private final RegistrationCapture capture;
    private final RepairLog repairs;

    CaptureHealth(RegistrationCapture capture, RepairLog repairs) {
        this.capture = capture;
        this.repairs = repairs;
    }

    @Override
    public Health health() {
        CaptureState state = capture.state();
        boolean works = state.phase() == Phase.STREAMING || state.phase() == Phase.STANDBY;
        Health.Builder health = works ? Health.up() : Health.down();
        health.withDetail("phase", state.phase());
        if (state.position() != null) {
            health.withDetail("position", state.position().toString());
        }
        Instant comparedAt = repairs.comparedAt();
        if (comparedAt != null) {
            health.withDetail("comparedAt", comparedAt.toString());
        }
        Map<String, Long> found = new TreeMap<>();
        for (Cause cause : Cause.values()) {
            found.put(cause.name().toLowerCase(Locale.ROOT), repairs.count(cause));
        }
        return health.withDetail("repairs", found).build();
    }
}
