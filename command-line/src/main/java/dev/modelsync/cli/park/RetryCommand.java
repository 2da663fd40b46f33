package dev.modelsync.cli.park;

import dev.modelsync.cli.cluster.WorkerCommand;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "retry",
        description = {
            "Has a cluster decide a parked change again now, or all of them, and not at the next turn.",
            "Done when the worker has decided; whether the change is parked again, `park list` tells."
        },
        footer = {"", "Example: modelsync park retry primary openai-prod"})
final class RetryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Its name")
    private @Nullable String service;

    @Option(names = "--all", description = "All that are parked on the cluster, in the place of one service")
    private boolean all;

    @Mixin
    private WorkerCommand worker = new WorkerCommand();

    private final Session session;

    RetryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (all == (service != null)) {
            throw FailedException.usage("Which change? Give either a service or --all");
        }
        ObjectNode command = WorkerCommand.of("RETRY_PARKED");
        if (service != null) {
            JsonNode parked = new Parked(session).one(cluster, service);
            command.put("service", service).set("project", parked.get("project"));
        }
        return worker.give(session, cluster, command);
    }
}
