package dev.modelsync.cli.service;

import dev.modelsync.cli.output.Table;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Services as a person reads them. */
final class ServiceText {
    private ServiceText() {}

    static String list(List<JsonNode> services) {
        Table table = Table.of("NAME", "PROVIDER", "ENDPOINT", "MODELS", "STATUS", "CLUSTERS", "REVISION");
        for (JsonNode service : services) {
            table.row(
                    service.get("name"),
                    service.get("provider"),
                    service.get("endpointUrl"),
                    service.path("models").size(),
                    service.at("/status/state"),
                    summary(service.path("clusters")),
                    service.get("revision"));
        }
        return table.isEmpty() ? "No services\n" : table.text();
    }

    /** {@code 2 SYNCED, 1 PARKED}. */
    private static String summary(JsonNode clusters) {
        return clusters
                .valueStream()
                .collect(Collectors.groupingBy(
                        cluster -> cluster.path("state").asString(""), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    static String one(JsonNode service) {
        Table table = Table.pairs()
                .row("Name", service.get("name"))
                .row("Project", service.get("project"))
                .row("Provider", service.get("provider"))
                .row("Endpoint", service.get("endpointUrl"))
                .row("Protocol", service.get("apiProtocolVersion"))
                .row("Certificate", service.path("allowInsecure").asBoolean(false) ? "unchecked" : "checked")
                .row("Credentials", credentials(service.path("credentials")))
                .row("Labels", labels(service.path("labels")))
                .row("State", service.get("state"))
                .row("Revision", service.get("revision"))
                .row(
                        "Changed",
                        service.path("changedAt").asString("") + " by "
                                + service.path("changedBy").asString(""))
                .row("Reason", service.get("reason"))
                .row("Endpoint status", status(service.path("status")));
        return table.text() + "\n" + models(service.path("models")) + "\n" + clusters(service.path("clusters"));
    }

    static String clusters(JsonNode clusters) {
        Table table = Table.of("CLUSTER", "STATE", "WANTED", "APPLIED", "SINCE", "REASON", "DETAIL");
        for (JsonNode cluster : clusters) {
            table.row(
                    cluster.get("cluster"),
                    cluster.get("state"),
                    cluster.get("revisionWanted"),
                    cluster.get("revisionApplied"),
                    cluster.get("since"),
                    cluster.get("reason"),
                    cluster.get("detail"));
        }
        return table.isEmpty() ? "No clusters in this project\n" : table.text();
    }

    /** What a dry run foretells. */
    static String impact(JsonNode impact) {
        String changed = impact.path("changedFields")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        Table table = Table.of("CLUSTER", "MODEL", "ACTION", "REASON", "HEARD");
        for (JsonNode cluster : impact.path("clusters")) {
            String heard = cluster.path("silent").asBoolean(false) ? "silent, would have to wait" : "yes";
            for (JsonNode model : cluster.path("models")) {
                table.row(
                        cluster.get("cluster"),
                        model.get("registryName"),
                        model.get("action"),
                        model.get("reason"),
                        heard);
            }
        }
        String fields = changed.isEmpty() ? "Nothing would change\n" : "Would change: " + changed + "\n";
        return table.isEmpty() ? fields : fields + "\n" + table.text();
    }

    /** What would break: the dependants of a refusal. */
    static String dependants(JsonNode dependants) {
        Table table = Table.of("CLUSTER", "MODEL", "USED BY", "AS OF");
        for (JsonNode cluster : dependants) {
            for (JsonNode model : cluster.path("models")) {
                table.row(
                        cluster.get("clusterId"),
                        model.get("registryName"),
                        model.path("usedBy")
                                .valueStream()
                                .map(use -> use.path("kind").asString("") + " "
                                        + use.path("name").asString(""))
                                .collect(Collectors.joining(", ")),
                        cluster.get("takenAt"));
            }
        }
        return table.text();
    }

    private static String models(JsonNode models) {
        Table table = Table.of("MODEL", "FUNCTION", "UPSTREAM", "AIDB PROVIDER");
        models.forEach(model -> table.row(
                model.get("registryName"),
                model.get("function"),
                model.get("upstreamModel"),
                model.get("aidbProvider")));
        return table.text();
    }

    private static String credentials(JsonNode credentials) {
        return credentials.path("set").asBoolean(false)
                ? "set, version " + credentials.path("version").asInt(0)
                : "none";
    }

    private static String labels(JsonNode labels) {
        return labels.propertyStream()
                .map(label -> label.getKey() + "=" + label.getValue().asString())
                .collect(Collectors.joining(", "));
    }

    private static String status(JsonNode status) {
        String state = status.path("state").asString("");
        String detail = status.path("detail").asString("");
        String remedy = status.path("remedy").asString("");
        return (state + (detail.isEmpty() ? "" : ": " + detail) + (remedy.isEmpty() ? "" : ". " + remedy));
    }
}
