package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "rebuild",
        description = {
            "Derives the activity log anew from the topics, in one transaction.",
            "Over a healthy log it changes nothing, and says so by the same digest before and after."
        },
        footer = {"", "Example: modelsync activity rebuild"})
final class RebuildCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Session session;

    RebuildCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode result;
        try (Progress progress = session.progress()) {
            progress.start("Rebuilding the activity log");
            result = session.api()
                    .send(Call.post("activity", "rebuild").waiting(PATIENCE))
                    .body();
        }
        session.printer()
                .print(
                        result,
                        () -> Table.pairs()
                                .row("Added", result.get("added"))
                                .row("Changed", result.get("changed"))
                                .row("Removed", result.get("removed"))
                                .row("Relinked", result.get("relinked"))
                                .row("Skipped", result.get("skipped"))
                                .row("Before", digest(result.path("before")))
                                .row("After", digest(result.path("after")))
                                .text());
        return ExitCode.DONE;
    }

    private static String digest(JsonNode digest) {
        return digest.path("entries").asString("?") + " entries, "
                + digest.path("outcomes").asString("?") + " outcomes, sha256 "
                + digest.path("sha256").asString("?");
    }
}
