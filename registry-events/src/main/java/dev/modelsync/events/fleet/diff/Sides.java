package dev.modelsync.events.fleet.diff;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a comparison.
 *
 * @param words what the cluster said last of each service, by its name
 * @param unknown services of which the source no longer tells what they wanted
 */
record Sides(List<Wanted> wanted, List<Held> held, Map<String, Word> words, Set<String> unknown) {
    static final String SYNCED = "SYNCED";

    Sides {
        wanted = List.copyOf(wanted);
        held = List.copyOf(held);
        words = Map.copyOf(words);
        unknown = Set.copyOf(unknown);
    }

    /** A model that a service wants in every registry of the project. */
    record Wanted(String service, String model, Entry entry) {}

    /**
     * A model of the registry.
     *
     * @param entry null where the source does not tell more than that there is one
     * @param origin {@link #SYNCED} where it was made for a service
     * @param service null for any other
     * @param drift how it is no longer as it was made, as the worker names it; null where it is, or nothing tells
     */
    record Held(
            String model,
            @Nullable Entry entry,
            String origin,
            @Nullable String service,
            @Nullable String drift) {
        static final String DRIFTED = "DRIFTED";

        boolean isSynced() {
            return origin.equals(SYNCED);
        }
    }

    /** @param result of an outcome, or the state of a cluster that has not answered */
    record Word(
            String result,
            @Nullable String reason,
            @Nullable String detail) {}
}
