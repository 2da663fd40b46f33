package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {"Writes all entries that match, newest first, as JSON a line or as CSV.", FilterOptions.PROJECT},
        footer = {"", "Example: modelsync activity export --format csv --since 30d --to-file activity.csv"})
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--format", paramLabel = "ndjson|csv", defaultValue = "ndjson", description = "ndjson if not given")
    private String format = "";

    @Mixin
    private Target target = new Target();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "The log as it stood then, without entries and outcomes that came after")
    private @Nullable String asOf;

    private final Session session;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return target.export(
                session,
                filter.on(Call.get("activity", "export"), session)
                        .query("asOf", asOf)
                        .query("format", format));
    }
}
