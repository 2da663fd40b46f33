package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ClusterProfile;

/** The token by which a cluster may use the proxy. Never printed. */
public final class AccessToken {
    private final String value;

    public AccessToken(String value) {
        this.value = value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Tells tokens apart without giving one away. */
    public String fingerprint() {
        return ClusterProfile.fingerprintOf(value);
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
