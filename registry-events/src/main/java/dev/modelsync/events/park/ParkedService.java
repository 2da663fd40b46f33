package dev.modelsync.events.park;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service whose last change is parked on a cluster. The service may be deregistered: a removal can be parked, too.
 *
 * @param revision of the change that is parked
 * @param reason of the worker's closed set
 * @param remedy what to do about it, null for a reason of a newer worker
 * @param changedAt when the change was made
 * @param since when it was parked for this reason, by the worker's clock
 */
record ParkedService(
        String cluster,
        String project,
        String service,
        long revision,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String remedy,
        Instant changedAt,
        Instant since) {}
