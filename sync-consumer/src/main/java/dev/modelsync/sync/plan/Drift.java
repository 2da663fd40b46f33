package dev.modelsync.sync.plan;

import java.util.Optional;

/** How a model that we made is no longer in the registry as we made it. */
public enum Drift {
    /** The registry has no model of that name. */
    MISSING,
    /** The model has other settings. */
    CHANGED,
    /** Somebody made another model of that name. */
    REPLACED,
    /** The provider no longer has the credentials that we stored. */
    CREDENTIALS_LOST;

    /** Empty where the registry holds what we made. */
    public static Optional<Drift> of(
            ModelSpec mine, Optional<RegisteredModel> found, ProviderState provider, ClusterProfile profile) {
        if (found.isEmpty()) {
            return Optional.of(MISSING);
        }
        if (!profile.isOurs(found.get(), mine)) {
            return Optional.of(REPLACED);
        }
        if (!mine.isHeldBy(found.get())) {
            return Optional.of(CHANGED);
        }
        return provider.isOurs() ? Optional.empty() : Optional.of(CREDENTIALS_LOST);
    }
}
