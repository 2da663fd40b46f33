package dev.modelsync.events.cluster;

import dev.modelsync.events.source.RowVersion;
import dev.modelsync.events.source.SourceRow;

/**
 * One row of {@code hm.cluster}.
 *
 * @param tokenSha256 in hexadecimal; for the proxy, and shown to nobody else
 */
public record ClusterRow(Cluster cluster, String tokenSha256) implements SourceRow {
    @Override
    public RowVersion version() {
        Cluster.Change change = cluster.change();
        return new RowVersion(cluster.id(), cluster.id(), !cluster.isRevoked(), change.revision(), change.at());
    }
}
