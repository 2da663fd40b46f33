package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "diff",
        description = {
            "Shows what the registrations want on a cluster against what its registry holds, model by model.",
            "The exit code is 2 when they differ."
        },
        footer = {"", "Example: modelsync cluster diff primary --at 2026-11-24T20:15:00Z"})
final class DiffCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Option(names = "--at", paramLabel = "TIME", description = "As it was then, from the topics alone; else now")
    private @Nullable String at;

    @Option(names = "--all", description = "Shows models that are as they are wanted, too")
    private boolean all;

    private final Session session;

    DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode diff = session.api()
                .send(Call.get("clusters", cluster, "diff").query("at", at).query("all", all ? true : null))
                .body();
        session.printer().print(diff, () -> text(diff));
        return diff.path("different").asLong(0) == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private static String text(JsonNode diff) {
        Table table = Table.of("MODEL", "SERVICE", "VERDICT", "WANTED", "FOUND", "REASON", "DETAIL");
        for (JsonNode model : diff.path("models")) {
            table.row(
                    model.get("model"),
                    model.get("service"),
                    model.get("verdict"),
                    entry(model.path("wanted")),
                    entry(model.path("actual")),
                    model.get("reason"),
                    model.get("detail"));
        }
        String numbers = Table.text(diff.get("same")) + " models are as they are wanted, "
                + Table.text(diff.get("different")) + " are not" + trust(diff) + "\n";
        return (table.isEmpty() ? "" : table.text() + "\n") + numbers + unknown(diff.path("unknownServices"));
    }

    /** How far the registry's side can be trusted. */
    private static String trust(JsonNode diff) {
        if (diff.path("at").isString()) {
            return ", as of " + Table.text(diff.get("at"));
        }
        String seen = diff.path("actualFrom").isString()
                ? "; the worker looked at " + Table.text(diff.get("actualFrom"))
                : "; the worker has never told what the registry holds";
        return diff.at("/freshness/working").asBoolean(true)
                ? seen
                : seen + ", and it is " + Table.text(diff.at("/freshness/state"));
    }

    private static String unknown(JsonNode services) {
        return services.isEmpty()
                ? ""
                : "The topics no longer tell what these wanted then: "
                        + services.valueStream().map(Table::text).collect(Collectors.joining(", ")) + "\n";
    }

    private static String entry(JsonNode entry) {
        return entry.isObject() ? Table.text(entry.get("provider")) + " " + Table.text(entry.get("upstreamModel")) : "";
    }
}
