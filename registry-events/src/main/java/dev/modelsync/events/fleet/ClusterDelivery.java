package dev.modelsync.events.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Delivery.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster gets at the providers' credentials: as Hybrid Manager has it enrolled, and as its worker says that it is configured.
 *
 * @param enrolled null where the cluster is not enrolled, or not any more
 * @param reported null where the worker has not said, as one of an earlier release
 */
public record ClusterDelivery(
        @Nullable Kind enrolled, @Nullable Kind reported) {
    private static final String SEALED_FOR_NOBODY =
            "Hybrid Manager seals credentials for this cluster, and its worker is configured for the proxy."
                    + " Set delivery: direct and private-key-file in the worker's configuration and restart it,"
                    + " or change the cluster to PROXY";
    private static final String NOT_SEALED =
            "The worker is configured for credentials that are sealed for it, and Hybrid Manager seals none for this cluster."
                    + " Change the cluster to DIRECT, with the public key that the worker's command keypair prints,"
                    + " or set delivery: proxy in the worker's configuration and restart it";

    static ClusterDelivery unreported(Cluster cluster) {
        return new ClusterDelivery(
                cluster.isRevoked() ? null : cluster.delivery().kind(), null);
    }

    /** What is wrong and what to do where the two differ; null where they do not, or one of them is not known. */
    @JsonProperty
    public @Nullable String hint() {
        if (enrolled == null || reported == null || enrolled == reported) {
            return null;
        }
        return enrolled == Kind.DIRECT ? SEALED_FOR_NOBODY : NOT_SEALED;
    }

    /** Which way the models of the cluster go: as the worker makes them, else as it is to make them. */
    public Kind inForce() {
        if (reported != null) {
            return reported;
        }
        return enrolled == null ? Kind.PROXY : enrolled;
    }
}
