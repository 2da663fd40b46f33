package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Which replay something is ordered of, why, and how long to wait for what comes of it. A mixin. */
final class ReplayOptions {
    @Parameters(paramLabel = "NAME", description = "Of the replay, for people; a plan takes a name that was never used")
    private String name = "";

    @Mixin
    private Reason reason = new Reason();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "For what comes of it; ${DEFAULT-VALUE} if not given")
    private int wait;

    /** @param wait in seconds, if not given */
    ReplayOptions(int wait) {
        this.wait = wait;
    }

    String name() {
        return name;
    }

    /**
     * Orders it, and waits until no cluster is at work on it, or the time is over.
     *
     * @param clusters where; everywhere if empty
     */
    Replay order(Session session, Call call, ObjectNode request, List<String> clusters, String words)
            throws InterruptedException {
        Replay.put(request, "clusters", clusters);
        reason.putInto(request);
        session.api().send(call.json(request));
        return Replay.await(session, name, wait, words);
    }
}
