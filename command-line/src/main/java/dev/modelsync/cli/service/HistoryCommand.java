package dev.modelsync.cli.service;

import dev.modelsync.cli.activity.ActivityText;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "history",
        description = "Shows who changed a service, when, why, and what became of it on each cluster; newest first.",
        footer = {"", "Example: modelsync service history openai-prod -p demo --limit 5"})
final class HistoryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service, which may be deregistered by now")
    private String name = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "So many entries; 50 if not given")
    private int limit;

    private final Session session;

    HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonNode> entries = session.api()
                .entries(
                        Call.get("activity").query("project", session.project()).query("service", name), limit);
        return session.show(entries, ActivityText::list);
    }
}
