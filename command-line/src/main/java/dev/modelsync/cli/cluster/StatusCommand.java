package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "status",
        description = {
            "Shows how a cluster's worker is, from its last heartbeat.",
            "The exit code is 3 while removals wait there for an approval."
        },
        footer = {"", "Example: modelsync cluster status primary"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode status =
                session.api().send(Call.get("clusters", cluster, "status")).body();
        session.show(status, ClusterText::status);
        return status.path("removalStop").isObject() ? ExitCode.NEEDS_APPROVAL : ExitCode.DONE;
    }
}
