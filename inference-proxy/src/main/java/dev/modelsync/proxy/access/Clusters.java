package dev.modelsync.proxy.access;

import java.util.Optional;

/** The clusters as they are now. Read by many threads without a lock; written by one. */
public final class Clusters {
    private volatile ClusterTable table = ClusterTable.EMPTY;

    public Optional<Caller> caller(String token) {
        return table.caller(token);
    }

    public ClusterTable table() {
        return table;
    }

    public void publish(ClusterTable next) {
        table = next;
    }
}
