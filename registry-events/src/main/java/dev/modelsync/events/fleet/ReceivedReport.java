package dev.modelsync.events.fleet;

import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;

/** The value of a record on the topic of the clusters. */
sealed interface ReceivedReport {
    /** A heartbeat. */
    record Heartbeat(ClusterReport report) implements ReceivedReport {}

    /** The models of a registry. */
    record Inventory(ClusterInventory inventory) implements ReceivedReport {}

    /** Something else; why, without quoting it. */
    record Unreadable(String reason) implements ReceivedReport {}
}
