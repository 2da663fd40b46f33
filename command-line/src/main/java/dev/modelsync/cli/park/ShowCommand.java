package dev.modelsync.cli.park;

import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "show",
        description = "Shows why a change is parked, and what to do about it.",
        footer = {"", "Example: modelsync park show primary openai-prod"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Parameters(index = "1", paramLabel = "SERVICE", description = "Its name")
    private String service = "";

    private final Session session;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode parked = new Parked(session).one(cluster, service);
        return session.show(parked, ParkText::one);
    }
}
