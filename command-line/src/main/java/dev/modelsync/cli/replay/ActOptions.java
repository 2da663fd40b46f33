package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is done with a replay that is planned, and where. A mixin. */
final class ActOptions {
    private static final int PATIENCE = 600;

    @Mixin
    private ReplayOptions options = new ReplayOptions(PATIENCE);

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "Only there; may be given several times, else everywhere")
    private List<String> clusters = new ArrayList<>();

    /** Orders it, waits for what comes of it, and shows that. */
    Replay order(Session session, String act, String words, Predicate<Replay> enough) throws InterruptedException {
        Call order = Call.post("replays", options.name(), act);
        session.api().send(order.json(options.completed(JsonNodeFactory.instance.objectNode(), clusters)));
        Replay replay = options.await(session, clusters, words, enough);
        session.printer().print(replay.json(), () -> ReplayText.clusters(replay));
        return replay;
    }
}
