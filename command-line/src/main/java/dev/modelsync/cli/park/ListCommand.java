package dev.modelsync.cli.park;

import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "Lists the changes that a cluster could not follow; of one project where one is given.",
        footer = {"", "Example: modelsync park list --cluster primary"})
final class ListCommand implements Callable<Integer> {
    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "On this cluster")
    private @Nullable String cluster;

    @Option(names = "--service", paramLabel = "NAME", description = "Of this service")
    private @Nullable String service;

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonNode> parked = new Parked(session).find(cluster, service);
        return session.show(parked, ParkText::list);
    }
}
