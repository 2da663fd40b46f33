package dev.modelsync.cli.activity;

import dev.modelsync.cli.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Entries of the activity log as a person reads them. */
public final class ActivityText {
    private ActivityText() {}

    /** As a table, with a line for each entry. */
    public static String list(List<JsonNode> entries) {
        Table table = Table.of("AT", "TYPE", "ACTOR", "OF", "REVISION", "OUTCOMES", "REASON");
        entries.forEach(entry -> table.row(
                entry.get("at"),
                entry.get("type"),
                entry.get("actor"),
                object(entry),
                entry.get("revision"),
                outcomes(entry),
                entry.get("reason")));
        return table.isEmpty() ? "No entries\n" : table.text();
    }

    /** One line, for entries that come one by one. */
    static String line(JsonNode entry) {
        return Stream.of(entry.get("at"), entry.get("type"), object(entry), "by", entry.get("actor"), outcomes(entry))
                        .map(Table::text)
                        .collect(Collectors.joining(" "))
                + '\n';
    }

    /** One line that says who changed what. */
    public static String change(JsonNode entry) {
        String fields = Stream.concat(
                        entry.path("before").propertyNames().stream(), entry.path("after").propertyNames().stream())
                .distinct()
                .map(field ->
                        field + " " + value(entry.path("before"), field) + " -> " + value(entry.path("after"), field))
                .collect(Collectors.joining(", "));
        String reason = entry.path("reason").asString("");
        return Table.text("revision " + entry.path("revision").asString("?") + ", "
                + entry.path("type").asString("") + " by " + entry.path("actor").asString("") + " at "
                + entry.path("at").asString("") + (fields.isEmpty() ? "" : ": " + fields)
                + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    private static String value(JsonNode fields, String field) {
        JsonNode value = fields.path(field);
        return value.isMissingNode() ? "none" : value.toString();
    }

    private static String object(JsonNode entry) {
        String service = entry.path("service").asString("");
        String cluster = entry.path("cluster").asString("");
        String named = service.isEmpty() ? "" : entry.path("project").asString("") + "/" + service;
        return Stream.of(cluster.isEmpty() ? "" : "cluster " + cluster, named)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String outcomes(JsonNode entry) {
        return entry.path("outcomes")
                .valueStream()
                .map(outcome -> outcome.path("cluster").asString("") + " "
                        + outcome.path("result").asString("")
                        + (outcome.path("reason").isString()
                                ? " (" + outcome.get("reason").asString() + ")"
                                : "")
                        + (outcome.path("replayId").isString()
                                ? " by replay " + outcome.get("replayId").asString()
                                : ""))
                .collect(Collectors.joining(", "));
    }
}
