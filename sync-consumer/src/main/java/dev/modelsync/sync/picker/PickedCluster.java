package dev.modelsync.sync.picker;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster whose models can be picked from. */
public record PickedCluster(String clusterId, RegistryModels registry, Supplier<Freshness> freshness) {

    /**
     * How far the registry can be trusted to be what Hybrid Manager says.
     *
     * @param working whether changes are being applied at present
     * @param detail why not; present where it is not
     * @param lastAppliedAt when this process last applied changes; null before the first
     */
    public record Freshness(
            boolean working,
            @Nullable String detail,
            @Nullable Instant lastAppliedAt) {}
}
