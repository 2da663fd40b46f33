package dev.modelsync.events.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the workers of clusters are, as far as they tell. */
public interface ClusterStates {
    /** Of each of these clusters whose worker has ever reported. */
    Map<String, ClusterState> of(Collection<String> ids);

    /**
     * @param state as the worker told it, or SILENT
     * @param since when it was told for the first time; of a silent one, when it was heard last
     * @param lag records that wait, where that is known
     */
    record ClusterState(
            String state,
            @Nullable String detail,
            @Nullable Instant since,
            @Nullable Instant reportedAt,
            @Nullable Long lag) {
        /** Of a cluster whose worker never reported. */
        public static final ClusterState NEVER =
                new ClusterState("SILENT", "No worker of this cluster has reported yet", null, null, null);
    }
}
