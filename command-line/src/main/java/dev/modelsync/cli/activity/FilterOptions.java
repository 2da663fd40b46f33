package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.TimeSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which entries; all filters that are given have to match. What values there are, Hybrid Manager knows. */
final class FilterOptions {
    static final String PROJECT =
            "With a project, also one from the environment, only its entries: commands to workers belong to none, and -p '' asks for all.";

    @Option(names = "--service", paramLabel = "NAME", description = "Of this service")
    private @Nullable String service;

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "Of this cluster, or answered by it")
    private @Nullable String cluster;

    @Option(names = "--by", paramLabel = "NAME", description = "By this actor")
    private @Nullable String by;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "As REGISTERED, UPDATED, DEREGISTERED, ENROLLED or PAUSE")
    private @Nullable String type;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description =
                    "As APPLIED, SKIPPED or PARKED, of any cluster or that of --cluster; NONE for unanswered ones")
    private @Nullable String outcome;

    @Option(
            names = "--replay-id",
            paramLabel = "ID",
            description =
                    "Commands about this replay, and what it did, in every project; `modelsync replay list` shows the id")
    private @Nullable String replayId;

    @Mixin
    private TimeSpan span = new TimeSpan();

    Call on(Call call, Session session) {
        // Commands about a replay are of a cluster and of no project.
        String project = replayId == null ? session.projectIfGiven().orElse(null) : null;
        return call.query("project", project)
                .query("service", service)
                .query("cluster", cluster)
                .query("actor", by)
                .query("type", type)
                .query("outcome", outcome)
                .query("replayId", replayId)
                .query("from", span.begin(session).orElse(null))
                .query("to", span.end().orElse(null));
    }
}
