package dev.modelsync.cli.replay;

import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.Session;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Replays for a person. */
final class ReplayText {
    private ReplayText() {}

    static String clusters(Replay replay) {
        Table table = Table.of(
                "CLUSTER",
                "STATE",
                "SERVICES",
                "CREATE",
                "EDIT",
                "REMOVE",
                "LEAVE",
                "SKIP",
                "DONE",
                "REASON",
                "DETAIL");
        for (JsonNode cluster : replay.clusters()) {
            JsonNode planned = cluster.path("report").path("planned");
            table.row(
                    cluster.get("cluster"),
                    cluster.get("state"),
                    planned.get("services"),
                    planned.get("create"),
                    planned.get("edit"),
                    planned.get("remove"),
                    planned.get("leave"),
                    planned.get("skip"),
                    done(cluster),
                    cluster.get("reason"),
                    cluster.get("detail"));
        }
        return table.text();
    }

    /** Services that have been gone through, of those that change. */
    private static String done(JsonNode cluster) {
        return Replay.number(cluster, "done", "services") + "/" + Replay.number(cluster, "planned", "changedServices");
    }

    /** Tells which workers refuse what was ordered last; answers whether any does. */
    static boolean refused(Session session, List<JsonNode> clusters) {
        clusters.forEach(cluster -> session.notes().println(refusal(cluster)));
        return !clusters.isEmpty();
    }

    /** Why a worker does not do what was ordered last. */
    private static String refusal(JsonNode cluster) {
        JsonNode command = cluster.path("lastCommand");
        return Table.text("Cluster " + cluster.path("cluster").asString("") + " refuses: "
                + command.path("refusal").asString("") + ". "
                + command.path("detail").asString(""));
    }

    /** What the plan does to each model of a cluster. */
    static String plan(String cluster, List<JsonNode> services) {
        Table table = Table.of("CLUSTER", "SERVICE", "REVISION", "MODEL", "ACTION", "WHY");
        for (JsonNode service : services) {
            if (service.path("models").isEmpty()) {
                table.row(
                        cluster, service.get("service"), service.get("revision"), null, "LEAVE", service.get("reason"));
            }
            for (JsonNode model : service.path("models")) {
                table.row(
                        cluster,
                        service.get("service"),
                        service.get("revision"),
                        model.get("registryName"),
                        model.get("action"),
                        model.get("reason"));
            }
        }
        return table.isEmpty() ? "" : "\n" + table.text();
    }

    /** Where to see which models the plan leaves out; those it changes are shown before. */
    static String leftOut(Replay plan, String name) {
        StringBuilder text = new StringBuilder();
        for (JsonNode cluster : plan.clusters()) {
            long skipped = Replay.number(cluster, "planned", "skip");
            if (skipped > 0) {
                String id = Table.text(cluster.get("cluster"));
                text.append("\nOn " + id + " " + skipped + " models are left out, which shows: modelsync replay status "
                        + name + " --plan " + id + " --action SKIP\n");
            }
        }
        return text.toString();
    }

    static String list(List<JsonNode> replays) {
        Table table = Table.of("NAME", "STATE", "BY", "CREATED", "CLUSTERS", "REASON", "ID");
        for (JsonNode replay : replays) {
            table.row(
                    replay.get("name"),
                    replay.get("state"),
                    replay.get("actor"),
                    replay.get("createdAt"),
                    replay.path("clusters").size(),
                    replay.get("reason"),
                    replay.get("id"));
        }
        return table.isEmpty() ? "No replays\n" : table.text();
    }
}
