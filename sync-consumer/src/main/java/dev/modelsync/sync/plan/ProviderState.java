package dev.modelsync.sync.plan;

/** A provider of the registry and whose credentials it has. */
public enum ProviderState {
    /** The registry has no such provider. */
    UNKNOWN,
    NO_CREDENTIALS,
    /** Ours, with the cluster's present access token. */
    OURS,
    /** Ours, with an access token that has been replaced since. */
    OURS_OUTDATED,
    /** Somebody else's: never used, never replaced, never lost through us. */
    FOREIGN;

    boolean isOurs() {
        return this == OURS || this == OURS_OUTDATED;
    }

    boolean needsOurCredentials() {
        return this == NO_CREDENTIALS || this == OURS_OUTDATED;
    }
}
