package dev.modelsync.events.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of a cluster's registry, as the worker told it last.
 *
 * @param provider the AIDB provider
 * @param functions what it can do; empty where nothing tells
 * @param origin SYNCED, NATIVE or BUILT_IN
 * @param service the service that it belongs to; present for synced models only
 * @param health READY or FAILED by AIDB's own validation, UNKNOWN where there was none
 * @param usedBy what names it
 * @param drift how a synced model is no longer as it was made: CHANGED, REPLACED or CREDENTIALS_LOST; null where it is, as far
 *     as is known
 */
public record FleetModel(
        String name,
        String provider,
        List<String> functions,
        String origin,
        @Nullable String service,
        @Nullable String upstreamModel,
        String health,
        @Nullable Instant healthCheckedAt,
        List<Use> usedBy,
        @Nullable String drift) {

    public FleetModel {
        functions = List.copyOf(functions);
        usedBy = List.copyOf(usedBy);
    }

    /** @param kind PIPELINE, KNOWLEDGE_BASE or AGENT */
    public record Use(String kind, String name) {}
}
