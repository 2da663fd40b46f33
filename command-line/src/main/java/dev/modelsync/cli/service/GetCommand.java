package dev.modelsync.cli.service;

import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "get",
        description = "Shows a service, and how far each cluster is with it.",
        footer = {"", "Example: modelsync service get openai-prod -p demo"})
final class GetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service")
    private String name = "";

    private final Session session;

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode service = new Services(session).find(name).body();
        return session.show(service, ServiceText::one);
    }
}
