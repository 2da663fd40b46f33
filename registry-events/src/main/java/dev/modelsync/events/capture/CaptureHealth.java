package dev.modelsync.events.capture;

import dev.modelsync.events.capture.CaptureState.Phase;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the capture has ended; a standby is healthy. */
final class CaptureHealth implements HealthIndicator {
    private final RegistrationCapture capture;

    CaptureHealth(RegistrationCapture capture) {
        this.capture = capture;
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
        return health.build();
    }
}
