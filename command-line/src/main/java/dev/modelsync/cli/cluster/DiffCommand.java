package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Seconds;
import dev.modelsync.cli.session.Session;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "diff",
        description = {
            "Shows what the registrations want on a cluster against what its registry holds, model by model.",
            "The registry's side is what the worker told last: some seconds after a change of its own, within minutes",
            "after somebody else's. --now has it look first.",
            "The exit code is 2 when they differ, 4 when the worker has not looked in time."
        },
        footer = {"", "Example: modelsync cluster diff primary --now"})
final class DiffCommand implements Callable<Integer> {
    private static final int PATIENCE = 30;
    private static final int MAX_WAIT = 3600;

    @Parameters(paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Option(names = "--at", paramLabel = "TIME", description = "As it was then, from the topics alone")
    private @Nullable String at;

    @Option(names = "--now", description = "Has the worker look at the registry now, which changes nothing there")
    private boolean now;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "With --now, for the worker; 30 if not given")
    private @Nullable Integer wait;

    @Option(names = "--all", description = "Shows models that are as they are wanted, too")
    private boolean all;

    private final Session session;

    DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode diff = now ? fresh() : diff();
        session.printer().print(diff, () -> text(diff));
        return diff.path("different").asLong(0) == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private JsonNode diff() {
        if (wait != null) {
            throw FailedException.usage("--wait is for --now; without it nothing is waited for");
        }
        return asked();
    }

    private JsonNode asked() {
        return session.api()
                .send(Call.get("clusters", cluster, "diff").query("at", at).query("all", all ? true : null))
                .body();
    }

    private JsonNode fresh() throws InterruptedException {
        if (at != null) {
            throw FailedException.usage("--now and --at are both given; allowed: one of them");
        }
        if (wait != null && (wait < 1 || wait > MAX_WAIT)) {
            throw FailedException.usage("--wait is " + wait + "; allowed: 1 to " + MAX_WAIT + " seconds");
        }
        return new FreshLook(session, cluster, Duration.ofSeconds(wait == null ? PATIENCE : wait)).of(this::asked);
    }

    private static String text(JsonNode diff) {
        Table table = Table.of("MODEL", "SERVICE", "VERDICT", "WANTED", "FOUND", "REASON", "DETAIL");
        for (JsonNode model : diff.path("models")) {
            table.row(
                    model.get("model"),
                    model.get("service"),
                    model.get("verdict"),
                    entry(model.path("wanted")),
                    entry(model.path("actual")),
                    model.get("reason"),
                    model.get("detail"));
        }
        String numbers = Table.text(diff.get("same")) + " models are as they are wanted, "
                + Table.text(diff.get("different")) + " are not" + trust(diff) + "\n";
        return (table.isEmpty() ? "" : table.text() + "\n") + numbers + unknown(diff.path("unknownServices"));
    }

    /** How far the registry's side can be trusted. */
    private static String trust(JsonNode diff) {
        if (diff.path("at").isString()) {
            return ", as of " + Table.text(diff.get("at"));
        }
        String seen = diff.path("actualFrom").isString()
                ? ", by what the worker saw at " + Table.text(diff.get("actualFrom"))
                : "; the worker has never told what the registry holds";
        return diff.at("/freshness/working").asBoolean(true)
                ? seen
                : seen + ", and it is " + Table.text(diff.at("/freshness/state"));
    }

    private static String unknown(JsonNode services) {
        return services.isEmpty()
                ? ""
                : "The topics no longer tell what these wanted then: "
                        + services.valueStream().map(Table::text).collect(Collectors.joining(", ")) + "\n";
    }

    private static String entry(JsonNode entry) {
        return entry.isObject() ? Table.text(entry.get("provider")) + " " + Table.text(entry.get("upstreamModel")) : "";
    }
}
