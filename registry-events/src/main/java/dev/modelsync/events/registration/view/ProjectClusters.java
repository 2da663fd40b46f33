package dev.modelsync.events.registration.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clusters that a project's services are for, as far as Hybrid Manager knows them. */
public interface ProjectClusters {
    /** Those enrolled and not revoked, and those that report without being enrolled; by id. */
    List<KnownCluster> of(String project);

    /** The models of a cluster's registry by name; null where the cluster has never told them. */
    @Nullable Map<String, HeldModel> models(String clusterId);

    /**
     * @param silent whether there was no heartbeat for too long
     * @param lastHeard null for a cluster that never reported
     * @param delivery how it gets at credentials, PROXY or DIRECT; null for one that is not enrolled
     * @param obstacle why its worker takes none of the project's models, null where it does
     */
    record KnownCluster(
            String id,
            boolean silent,
            @Nullable Instant lastHeard,
            @Nullable String delivery,
            @Nullable String obstacle) {
        /** Whether it calls providers itself. */
        public boolean isDirect() {
            return "DIRECT".equals(delivery);
        }
    }

    /** @param service the service of ours that it belongs to, null when it was made by someone else */
    record HeldModel(String name, @Nullable String service) {}
}
