package dev.modelsync.events.fleet.diff;

import dev.modelsync.events.fleet.FleetView.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's registry against the registrations.
 *
 * @param at the moment that was asked for; null for now
 * @param actualFrom when the worker looked at the registry, for now; null where it never told, and for the past, where
 *     it is what the cluster's outcomes say
 * @param freshness how far that can be trusted now; null for the past
 * @param unknownServices those of which the topic no longer tells what they wanted then
 * @param same how many models are as they are wanted
 * @param different how many are not
 * @param models those that are not, and all where that was asked for
 */
record ClusterDiff(
        String clusterId,
        String project,
        @Nullable Instant at,
        @Nullable Instant actualFrom,
        @Nullable Freshness freshness,
        Set<String> unknownServices,
        int same,
        int different,
        List<ModelComparison> models) {

    static ClusterDiff now(
            String clusterId, String project, Sides sides, @Nullable Instant takenAt, Freshness freshness) {
        return of(clusterId, project, null, takenAt, freshness, sides);
    }

    static ClusterDiff then(String clusterId, String project, Sides sides, Instant at) {
        return of(clusterId, project, at, null, null, sides);
    }

    private static ClusterDiff of(
            String clusterId,
            String project,
            @Nullable Instant at,
            @Nullable Instant actualFrom,
            @Nullable Freshness freshness,
            Sides sides) {
        List<ModelComparison> models = ModelComparison.of(sides);
        int different = Math.toIntExact(
                models.stream().filter(ModelComparison::isDifference).count());
        return new ClusterDiff(
                clusterId,
                project,
                at,
                actualFrom,
                freshness,
                new TreeSet<>(sides.unknown()),
                models.size() - different,
                different,
                models);
    }

    ClusterDiff differencesOnly() {
        return new ClusterDiff(
                clusterId,
                project,
                at,
                actualFrom,
                freshness,
                unknownServices,
                same,
                different,
                models.stream().filter(ModelComparison::isDifference).toList());
    }
}
