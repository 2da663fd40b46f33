package dev.modelsync.cli.replay;

import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Seconds;
import dev.modelsync.cli.session.Session;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Which replay something is ordered of, why, and how long to wait for what comes of it. A mixin. */
final class ReplayOptions {
    @Parameters(paramLabel = "NAME", description = "Of the replay, for people; a plan takes one that no other has")
    private String name = "";

    @Mixin
    private Reason reason = new Reason();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "For what comes of it; ${DEFAULT-VALUE} if not given")
    private int wait;

    /** @param wait in seconds, if not given */
    ReplayOptions(int wait) {
        this.wait = wait;
    }

    String name() {
        return name;
    }

    /** Adds to the request where and why. */
    ObjectNode completed(ObjectNode request, List<String> clusters) {
        Replay.put(request, "clusters", clusters);
        reason.putInto(request);
        return request;
    }

    /**
     * Waits until it is so, or the time is over.
     *
     * @param clusters that are meant; all if empty
     */
    Replay await(Session session, List<String> clusters, String words, Predicate<Replay> enough)
            throws InterruptedException {
        return Replay.await(session, new Replay.Waited(name, clusters, wait, enough), words);
    }
}
