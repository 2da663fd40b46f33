package dev.modelsync.events.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it is ordered.
 *
 * @param id the same on every cluster
 * @param services names, in which {@code *} stands for any characters; empty for all
 * @param from services with a record from this time on; null for the beginning
 * @param to and before this time; null for the end
 * @param offsets services with a record in one of them; empty for all
 * @param planValid for how long a plan may be run
 */
public record ReplayOrder(
        String id,
        String name,
        List<String> services,
        @Nullable Instant from,
        @Nullable Instant to,
        List<OffsetSpan> offsets,
        Duration planValid) {

    /** Records of a partition, the first inclusive, the second exclusive. */
    public record OffsetSpan(int partition, long from, long to) {}

    public ReplayOrder {
        services = List.copyOf(services);
        offsets = List.copyOf(offsets);
    }
}
