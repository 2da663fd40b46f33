package dev.modelsync.cli.cluster;

import dev.modelsync.cli.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Clusters as a person reads them. */
final class ClusterText {
    private ClusterText() {}

    static String list(List<JsonNode> clusters) {
        Table table = Table.of("CLUSTER", "PROJECT", "LOCATION", "DELIVERY", "ENROLLED", "WORKER", "BEHIND", "DETAIL");
        for (JsonNode cluster : clusters) {
            table.row(
                    cluster.get("id"),
                    cluster.get("project"),
                    cluster.get("location"),
                    cluster.get("delivery"),
                    cluster.path("enrolled").asBoolean(false) ? "yes" : "revoked",
                    cluster.at("/worker/state"),
                    cluster.at("/worker/lag"),
                    cluster.at("/worker/detail"));
        }
        return table.isEmpty() ? "No clusters\n" : table.text();
    }

    static String one(JsonNode cluster) {
        return Table.pairs()
                .row("Cluster", cluster.get("id"))
                .row("Project", cluster.get("project"))
                .row("Location", cluster.get("location"))
                .row("Delivery", cluster.get("delivery"))
                .row("Sealing key", cluster.get("sealingKeyId"))
                .row("Enrolled", cluster.get("enrolledAt"))
                .row("Labels", labels(cluster.path("labels")))
                .row("Revision", cluster.get("revision"))
                .text();
    }

    static String status(JsonNode status) {
        Table table = Table.pairs()
                .row("Cluster", status.get("clusterId"))
                .row("Project", status.get("project"))
                .row("Delivery", delivery(status.path("delivery")))
                .row("State", status.get("state"))
                .row("Detail", status.get("detail"))
                .row("Since", status.get("since"))
                .row("Last state", status.get("lastState"))
                .row("Reported", status.get("reportedAt"))
                .row("Worker", status.at("/worker/version"))
                .row("AIDB", status.at("/aidb/version"))
                .row("Last progress", status.get("lastProgressAt"))
                .row("Behind", status.get("lag"))
                .row("Models", status.at("/models/ownedModels"))
                .row("Drifted models", status.at("/models/driftedModels"))
                .row("Parked services", status.at("/models/parkedServices"));
        String hint = status.at("/delivery/hint").asString("");
        JsonNode stop = status.path("removalStop");
        return table.text()
                + (hint.isEmpty() ? "" : "\nEnrolment and worker differ. " + Table.text(hint) + ".\n")
                + (stop.isObject() ? "\n" + stop(status, stop) : "");
    }

    /** As it is enrolled, and what the worker says where that is something else. */
    private static String delivery(JsonNode delivery) {
        String enrolled = delivery.path("enrolled").asString("not enrolled");
        String reported = delivery.path("reported").asString(enrolled);
        return reported.equals(enrolled) ? enrolled : enrolled + ", the worker says " + reported;
    }

    /** Removals that wait for an approval. */
    static String stop(JsonNode status, JsonNode stop) {
        return stop.path("removals").asString("?") + " of "
                + stop.path("ownedModels").asString("?")
                + " models would be removed, and wait for approval since "
                + stop.path("since").asString("?") + ":\n  modelsync cluster approve "
                + Table.text(status.get("clusterId")) + " --approval " + Table.text(stop.get("approvalId")) + "\n";
    }

    private static String labels(JsonNode labels) {
        return labels.propertyStream()
                .map(label -> label.getKey() + "=" + label.getValue().asString())
                .collect(Collectors.joining(", "));
    }
}
