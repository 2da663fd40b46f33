package dev.modelsync.events.seal.plan;

import org.jspecify.annotations.Nullable;

/** What the latest event of a service or of a cluster says, as far as it matters here. */
public sealed interface Announced {
    /** Grows with every change of the service, or of the cluster. */
    long revision();

    /**
     * A service.
     *
     * @param credential null for one without, and for one that is deregistered
     */
    record Service(long revision, @Nullable Credential credential) implements Announced {}

    /**
     * The credential of one incarnation of a service.
     *
     * @param ref where the secret store keeps it; null in events of earlier releases
     */
    record Credential(String uid, int version, @Nullable String ref) {}

    /**
     * A cluster.
     *
     * @param keyId what is sealed for it with; null for one that gets nothing: revoked, or served by the proxy
     */
    record Cluster(long revision, String project, @Nullable String keyId) implements Announced {}
}
