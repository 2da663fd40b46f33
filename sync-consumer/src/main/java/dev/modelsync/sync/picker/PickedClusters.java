package dev.modelsync.sync.picker;

import java.util.List;
import java.util.Optional;

/** The clusters that this process works for. */
public record PickedClusters(List<PickedCluster> all) {
    public PickedClusters {
        all = List.copyOf(all);
    }

    Optional<PickedCluster> byId(String clusterId) {
        return all.stream()
                .filter(cluster -> cluster.clusterId().equals(clusterId))
                .findFirst();
    }
}
