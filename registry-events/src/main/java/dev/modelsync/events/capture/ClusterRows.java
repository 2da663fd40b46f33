package dev.modelsync.events.capture;

import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Cluster.Change;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.registration.RowColumns;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.connect.data.Struct;

import static dev.modelsync.events.capture.RowReader.required;
import static dev.modelsync.events.capture.RowReader.text;

/** Rows of {@code hm.cluster}. */
final class ClusterRows {
    static final String TABLE = "hm.cluster";

    private ClusterRows() {}

    static RowReader<ClusterRow> reader() {
        return new RowReader<>(TABLE, ClusterRows::row);
    }

    private static ClusterRow row(Struct row) {
        String revokedAt = row.getString("revoked_at");
        Cluster cluster = new Cluster(
                text(row, "id"),
                text(row, "project"),
                Location.valueOf(text(row, "location")),
                RowColumns.labels(text(row, "labels")),
                delivery(row),
                instant(text(row, "enrolled_at")),
                revokedAt == null ? null : instant(revokedAt),
                new Change(
                        required(row.getInt64("revision"), "revision"),
                        text(row, "changed_by"),
                        row.getString("change_reason"),
                        instant(text(row, "changed_at"))));
        return new ClusterRow(cluster, text(row, "token_sha256"));
    }

    /** Rows from before there were the columns are in the log, too. */
    private static Delivery delivery(Struct row) {
        return row.schema().field("delivery") == null
                ? new Delivery.Proxy()
                : Delivery.of(Delivery.Kind.valueOf(text(row, "delivery")), row.getString("sealing_key"));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
