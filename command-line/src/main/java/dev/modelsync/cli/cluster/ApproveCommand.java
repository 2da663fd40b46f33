package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "approve",
        description = {
            "Lets the removals pass that a cluster's brake holds back: those that wait, and no others.",
            "Without --approval it shows what waits, and the exit code is 3."
        },
        footer = {"", "Example: modelsync cluster approve primary --approval 5f0c0e0e --reason 'emptied on purpose'"})
final class ApproveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Option(
            names = "--approval",
            paramLabel = "ID",
            description = "Of the removals that were seen, as the status tells it")
    private @Nullable String approval;

    @Mixin
    private WorkerCommand worker = new WorkerCommand();

    private final Session session;

    ApproveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (approval != null) {
            return worker.give(
                    session, cluster, WorkerCommand.of("APPROVE_REMOVALS").put("approvalId", approval));
        }
        JsonNode status =
                session.api().send(Call.get("clusters", cluster, "status")).body();
        JsonNode stop = status.path("removalStop");
        if (!stop.isObject()) {
            session.notes().println("No removals wait for an approval on " + cluster);
            return ExitCode.DONE;
        }
        throw new FailedException(
                ExitCode.NEEDS_APPROVAL, ClusterText.stop(status, stop).stripTrailing());
    }
}
