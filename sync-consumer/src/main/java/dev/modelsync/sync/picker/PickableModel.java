package dev.modelsync.sync.picker;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model of a registry, without its configuration.
 *
 * @param provider the AIDB provider
 * @param functions what it can do; empty where nothing tells
 * @param service the service of Hybrid Manager that it belongs to; present for synced models only
 * @param upstreamModel the provider's own name of it; present for synced models only
 * @param sync how it stands with the service it belongs to; present for synced models only
 */
public record PickableModel(
        String name,
        String provider,
        Set<ModelFunction> functions,
        Origin origin,
        @Nullable String service,
        @Nullable String upstreamModel,
        @Nullable Sync sync) {

    public PickableModel {
        functions = Collections.unmodifiableSet(new TreeSet<>(functions));
    }

    /**
     * Whether the model is as Hybrid Manager wants it.
     *
     * @param state what became of the service's last change: while it is PARKED, the model is as it was before
     * @param reason why PARKED or SKIPPED
     * @param since when that was decided
     * @param appliedAt when the model came into the registry as it is now
     */
    public record Sync(String state, @Nullable String reason, Instant since, Instant appliedAt) {}

    /** Who made it. */
    public enum Origin {
        /** This worker, for a service of Hybrid Manager. */
        SYNCED,
        /** Somebody on the cluster. */
        NATIVE,
        /** It came with the extension. */
        BUILT_IN
    }
}
