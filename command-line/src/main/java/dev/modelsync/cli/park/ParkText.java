package dev.modelsync.cli.park;

import dev.modelsync.cli.output.Table;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Parked changes as a person reads them. */
final class ParkText {
    private ParkText() {}

    static String list(List<JsonNode> parked) {
        Table table = Table.of("CLUSTER", "PROJECT", "SERVICE", "REVISION", "SINCE", "REASON", "DETAIL");
        parked.forEach(change -> table.row(
                change.get("cluster"),
                change.get("project"),
                change.get("service"),
                change.get("revision"),
                change.get("since"),
                change.get("reason"),
                change.get("detail")));
        return table.isEmpty() ? "Nothing is parked\n" : table.text();
    }

    static String one(JsonNode parked) {
        return Table.pairs()
                .row("Cluster", parked.get("cluster"))
                .row("Project", parked.get("project"))
                .row("Service", parked.get("service"))
                .row("Revision", parked.get("revision"))
                .row("Changed", parked.get("changedAt"))
                .row("Parked since", parked.get("since"))
                .row("Reason", parked.get("reason"))
                .row("Detail", parked.get("detail"))
                .row("What to do", parked.get("remedy"))
                .text();
    }
}
