package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "query",
        description = {"Shows entries of the activity log, newest first.", FilterOptions.PROJECT},
        footer = {"", "Example: modelsync activity query --since 24h --outcome PARKED"})
final class QueryCommand implements Callable<Integer> {
    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "The log as it stood then, without entries and outcomes that came after")
    private @Nullable String asOf;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many entries; 100 if not given")
    private int limit;

    private final Session session;

    QueryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonNode> entries =
                session.api().entries(filter.on(Call.get("activity").query("asOf", asOf), session), limit);
        return session.show(entries, ActivityText::list);
    }
}
