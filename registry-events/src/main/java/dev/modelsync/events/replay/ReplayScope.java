package dev.modelsync.events.replay;

import dev.modelsync.events.command.ReplayOrder.OffsetSpan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which services a replay is about.
 *
 * @param services names, in which {@code *} stands for any characters; empty for all
 * @param from inclusive; null for the beginning
 * @param to exclusive; null for the end
 * @param offsets empty for all
 */
record ReplayScope(
        List<String> services,
        @Nullable Instant from,
        @Nullable Instant to,
        List<OffsetSpan> offsets) {

    ReplayScope {
        services = List.copyOf(services);
        offsets = List.copyOf(offsets);
    }
}
