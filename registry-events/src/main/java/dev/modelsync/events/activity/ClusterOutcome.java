package dev.modelsync.events.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest outcome of a service on one cluster.
 *
 * @param revision the revision that the outcome answers; behind the service's own while a change is under way
 * @param reason name of a reason of the worker's closed set, null when all went well
 * @param since when the state began that it is an outcome of; what merely says the same again does not begin it anew
 */
public record ClusterOutcome(
        String cluster,
        String result,
        long revision,
        @Nullable String reason,
        @Nullable String detail,
        Instant appliedAt,
        Instant since) {}
