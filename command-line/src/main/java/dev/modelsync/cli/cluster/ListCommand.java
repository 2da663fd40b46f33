package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "Lists the enrolled clusters, and those that were revoked; of one project where one is given.",
        footer = {"", "Example: modelsync cluster list"})
final class ListCommand implements Callable<Integer> {
    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String project = session.projectIfGiven().orElse("");
        List<JsonNode> clusters = session.api().items(Call.get("clusters"), Integer.MAX_VALUE).stream()
                .filter(cluster -> project.isEmpty()
                        || cluster.path("project").asString("").equals(project))
                .toList();
        return session.show(clusters, ClusterText::list);
    }
}
