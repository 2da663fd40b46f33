package dev.modelsync.sync.plan;

/** Where a cluster runs, as seen from the primary location, which is where the inference proxy runs. */
public enum Location {
    PRIMARY,
    SECONDARY,
    SELF_MANAGED;

    /** Whether a cluster there reaches the proxy in a default deployment. */
    public boolean reachesProxy() {
        return this == PRIMARY;
    }
}
