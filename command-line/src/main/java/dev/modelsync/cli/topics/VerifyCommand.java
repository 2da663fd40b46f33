package dev.modelsync.cli.topics;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "verify",
        description = {
            "Shows of each topic the settings that a promise hangs on, as they are and as they have to be.",
            "The exit code is 2 when one is not safe."
        },
        footer = {"", "Example: modelsync topics verify"})
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode topics = session.api().send(Call.get("topics")).body().path("items");
        session.printer().print(topics, () -> TopicText.list(topics));
        return TopicText.exitCode(topics);
    }
}
