package dev.modelsync.cli.topics;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "create",
        description = {
            "Makes the topics that are missing. One that is there is never changed; the command that would is shown.",
            "The exit code is 2 when one is not safe."
        },
        footer = {"", "Example: modelsync topics create"})
final class CreateCommand implements Callable<Integer> {
    private final Session session;

    CreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode topics = session.api().send(Call.post("topics")).body().path("items");
        session.printer().print(topics, () -> TopicText.list(topics));
        return TopicText.exitCode(topics);
    }
}
