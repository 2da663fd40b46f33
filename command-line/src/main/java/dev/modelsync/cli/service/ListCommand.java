package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "Lists the services of a project, by name. All filters that are given have to match.",
        footer = {"", "Example: modelsync service list -p demo --state PARKED -o json"})
final class ListCommand implements Callable<Integer> {
    @Option(names = "--provider", paramLabel = "PROVIDER", description = "Of this provider")
    private @Nullable String provider;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "SYNCED, PENDING, PARKED, SKIPPED or SILENT on at least one cluster")
    private @Nullable String state;

    @Option(names = "--status", paramLabel = "STATUS", description = "Endpoint is READY, FAILED, PENDING or UNKNOWN")
    private @Nullable String status;

    @Option(names = "--label", paramLabel = "KEY[=VALUE]", description = "With this label, once for each")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--text", paramLabel = "TEXT", description = "Part of the name, the endpoint or a model's name")
    private @Nullable String text;

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonNode> services = session.api()
                .items(
                        new Services(session)
                                .list()
                                .query("provider", provider)
                                .query("state", state)
                                .query("status", status)
                                .queries("label", labels)
                                .query("text", text),
                        Integer.MAX_VALUE);
        return session.show(services, ServiceText::list);
    }
}
