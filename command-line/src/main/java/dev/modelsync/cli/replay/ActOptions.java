package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** On which replay, and where, something is done. A mixin. */
final class ActOptions {
    @Parameters(paramLabel = "NAME", description = "Of the replay")
    String name = "";

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "Only there; may be given several times, else everywhere")
    private List<String> clusters = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the activity log")
    private @Nullable String reason;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Until it has ended; 600 if not given")
    private int wait;

    /** Orders it, waits for what comes of it, and shows that. */
    Replay order(Session session, String act, String words, Predicate<Replay> enough) throws InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        Replay.put(request, "clusters", clusters);
        if (reason != null) {
            request.put("reason", reason);
        }
        session.api().send(Call.post("replays", name, act).json(request));
        Replay replay = Replay.await(session, new Replay.Waited(name, clusters, wait, enough), words);
        session.printer().print(replay.json(), () -> ReplayText.clusters(replay));
        return replay;
    }
}
