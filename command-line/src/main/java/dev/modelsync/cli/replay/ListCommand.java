package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "list",
        description = "Shows all replays, by name.",
        footer = {"", "Example: modelsync replay list"})
final class ListCommand implements Callable<Integer> {
    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonNode> replays = session.api().items(Call.get("replays"), Integer.MAX_VALUE);
        return session.show(replays, ReplayText::list);
    }
}
