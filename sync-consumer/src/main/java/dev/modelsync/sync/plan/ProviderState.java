package dev.modelsync.sync.plan;

/** A provider of the registry and whose credentials it has, as a service sees it that wants to use it. */
public enum ProviderState {
    /** The registry has no such provider. */
    UNKNOWN,
    NO_CREDENTIALS,
    /** Just what models of the service are to work with; where they need none, it may have none. */
    OURS,
    /** Ours, with a credential that has been replaced since. */
    OURS_OUTDATED,
    /** Somebody else's: never used, never replaced, never lost through us. */
    FOREIGN,
    /** Models of another service of ours use it, which need another credential, or none. */
    OF_ANOTHER_SERVICE;

    /** The same where another service of ours is there that needs another credential. */
    public ProviderState besideAnother() {
        return this == UNKNOWN || this == FOREIGN ? this : OF_ANOTHER_SERVICE;
    }

    boolean isOurs() {
        return this == OURS || this == OURS_OUTDATED;
    }

    boolean needsOurCredentials() {
        return this == NO_CREDENTIALS || this == OURS_OUTDATED || this == OF_ANOTHER_SERVICE;
    }
}
