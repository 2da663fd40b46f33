package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is done with a replay that is planned, and where. A mixin. */
final class ActOptions {
    private static final int PATIENCE = 600;

    @Mixin
    private ReplayOptions replay = new ReplayOptions(PATIENCE);

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "Only there; may be given several times, else everywhere")
    private List<String> clusters = new ArrayList<>();

    /** Orders it, waits for what comes of it, and shows that. */
    Replay order(Session session, String act, String words) throws InterruptedException {
        Replay done = replay.order(
                session,
                Call.post("replays", replay.name(), act),
                JsonNodeFactory.instance.objectNode(),
                clusters,
                words);
        session.printer().print(done.json(), () -> ReplayText.clusters(done));
        return done;
    }
}
