package dev.modelsync.cli.park;

import dev.modelsync.cli.cluster.WorkerCommand;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "discard",
        description = {
            "Gives a parked change up, for a reason; models stay as they are.",
            "Refused by the worker when the service has gone on since."
        },
        footer = {"", "Example: modelsync park discard primary openai-prod --reason 'replaced by another service'"})
final class DiscardCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Parameters(index = "1", paramLabel = "SERVICE", description = "Its name")
    private String service = "";

    @Mixin
    private WorkerCommand worker = new WorkerCommand();

    private final Session session;

    DiscardCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!worker.hasReason()) {
            throw FailedException.usage("Why? Give --reason, for those who read the activity log");
        }
        JsonNode parked = new Parked(session).one(cluster, service);
        ObjectNode command = WorkerCommand.of("DISCARD_PARKED").put("service", service);
        command.set("project", parked.get("project"));
        command.set("revision", parked.get("revision"));
        return worker.give(session, cluster, command);
    }
}
