package dev.modelsync.events.capture;

import dev.modelsync.events.source.RowChange.Position;
import org.jspecify.annotations.Nullable;

/**
 * How the capture is.
 *
 * @param position of the last change that was published since the start, null before the first
 */
record CaptureState(Phase phase, @Nullable Position position) {
    enum Phase {
        /** Not started, or stopped in order. */
        STOPPED,
        /** Waits for the lease, the database or the brokers. */
        STANDBY,
        /** Follows the log. */
        STREAMING,
        /** Ended by a failure that no repetition cures. */
        FAILED
    }
}
