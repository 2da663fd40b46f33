package dev.modelsync.cli.replay;

import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "status",
        description = "Shows how a replay stands on each cluster, and what it plans.",
        footer = {"", "Example: modelsync replay status after-the-outage --plan primary --action CREATE"})
final class StatusCommand implements Callable<Integer> {
    /** What a plan does to a model. */
    enum Action {
        CREATE,
        EDIT,
        REMOVE,
        LEAVE,
        SKIP
    }

    @Parameters(paramLabel = "NAME", description = "Of the replay")
    private String name = "";

    @Option(
            names = "--plan",
            paramLabel = "CLUSTER",
            description = "Its whole plan there, service by service, in the place of the rest")
    private @Nullable String plan;

    @Option(
            names = "--action",
            description = "With --plan, only services of which a model has it: ${COMPLETION-CANDIDATES}")
    private @Nullable Action action;

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (plan == null) {
            Replay replay = Replay.find(session, name);
            session.printer().print(replay.json(), () -> ReplayText.clusters(replay));
        } else {
            String cluster = plan;
            List<JsonNode> services = Plans.of(session, name, cluster, action == null ? null : action.name());
            session.printer()
                    .print(services, () -> ReplayText.plan(cluster, services).stripLeading());
        }
        return ExitCode.DONE;
    }
}
