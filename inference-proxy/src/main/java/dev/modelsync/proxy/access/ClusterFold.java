package dev.modelsync.proxy.access;

import java.util.HashMap;
import java.util.Map;

/** The fold of the cluster topic: of a cluster the newest revision counts. For one thread. */
public final class ClusterFold {
    private final Map<String, ClusterDeclared> clusters = new HashMap<>();

    /** Takes a change over, unless one that is as new is known. True when it is news. */
    public boolean apply(ClusterDeclared declared) {
        ClusterDeclared known = clusters.get(declared.id());
        if (known != null && declared.revision() <= known.revision()) {
            return false;
        }
        clusters.put(declared.id(), declared);
        return true;
    }

    /**
     * The cluster is no longer mentioned, or its last change cannot be read: it may use nothing. A later
     * change that can be read counts again.
     */
    public void close(String id) {
        ClusterDeclared known = clusters.get(id);
        if (known != null) {
            clusters.put(id, new ClusterDeclared(id, known.revision(), known.project(), known.tokenSha256(), true));
        }
    }

    public ClusterTable table() {
        return new ClusterTable(clusters.values());
    }
}
