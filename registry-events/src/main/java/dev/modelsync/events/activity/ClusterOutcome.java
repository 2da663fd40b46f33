package dev.modelsync.events.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest outcome of a service on one cluster.
 *
 * @param revision the revision that the outcome answers; behind the service's own while a change is under way
 * @param reason name of a reason of the worker's closed set, null when all went well
 */
public record ClusterOutcome(
        String cluster,
        String result,
        long revision,
        @Nullable String reason,
        @Nullable String detail,
        Instant appliedAt) {}
