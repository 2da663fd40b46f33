package dev.modelsync.guarantee;

import java.util.List;

/** While one cluster is dark, the others are as they ought to be. */
final class ClustersIndependent implements Guarantee {
    private final Cluster dark;

    ClustersIndependent(Cluster dark) {
        this.dark = dark;
    }

    @Override
    public String promise() {
        return "a cluster whose database is away, stalled or slow holds up no other";
    }

    @Override
    public List<String> violations(Landscape site) {
        return new NothingLost()
                .violations(
                        site,
                        site.clusters().stream()
                                .filter(cluster -> cluster != dark)
                                .toList());
    }
}
