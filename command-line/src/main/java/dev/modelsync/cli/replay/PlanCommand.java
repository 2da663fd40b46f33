package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "plan",
        description = {
            "Has clusters work out what bringing services to their newest change would do, and shows it. Changes nothing.",
            "Selected are services with a record within the span, of these names; they are brought to their newest change, never to an older one.",
            "The exit code is 2 when the plan would change something, 0 when there is nothing to do."
        },
        footer = {
            "",
            "Example: modelsync replay plan after-the-outage --cluster primary --from 2026-11-26T08:00:00Z --to 2026-11-26T10:00:00Z"
        })
final class PlanCommand implements Callable<Integer> {
    private static final int PATIENCE = 60;
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})-([0-9]{1,18})");

    @Mixin
    private ReplayOptions options = new ReplayOptions(PATIENCE);

    @Option(
            names = "--cluster",
            required = true,
            paramLabel = "CLUSTER",
            description = "Its id; may be given several times")
    private List<String> clusters = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "PATTERN",
            description = "Name of a service, * stands for any characters; may be given several times, else all")
    private List<String> services = new ArrayList<>();

    @Mixin
    private TimeSpan span = new TimeSpan();

    @Option(
            names = "--offsets",
            paramLabel = "PARTITION:FROM-TO",
            description = "Services with a record there, TO exclusive; may be given several times, not with times")
    private List<String> offsets = new ArrayList<>();

    private final Session session;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        session.api().send(Call.post("replays").json(options.completed(request(), clusters)));
        Replay plan = options.await(session, clusters, "Planning", Replay::isAtRest);
        session.printer().print(plan.json(), () -> text(plan));
        return plan.exitCode(plan.changes() == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE);
    }

    private String text(Replay plan) {
        StringBuilder text = new StringBuilder(ReplayText.clusters(plan));
        clusters.forEach(
                cluster -> text.append(ReplayText.plan(cluster, Plans.changes(session, options.name(), cluster))));
        text.append(ReplayText.leftOut(plan, options.name()));
        return text.append(plan.changes() == 0 ? "" : "\nRun it: modelsync replay run " + options.name() + "\n")
                .toString();
    }

    private ObjectNode request() {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("name", options.name());
        Replay.put(request, "services", services);
        span.begin(session).ifPresent(from -> request.put("from", from));
        span.end().ifPresent(to -> request.put("to", to));
        if (!offsets.isEmpty()) {
            ArrayNode spans = request.putArray("offsets");
            offsets.forEach(span -> spans.add(span(span)));
        }
        return request;
    }

    private static ObjectNode span(String text) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            throw FailedException.usage(
                    "--offsets is '" + text + "'; allowed: PARTITION:FROM-TO in whole numbers, such as 0:1200-1350");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("partition", Integer.parseInt(parts.group(1)))
                .put("from", Long.parseLong(parts.group(2)))
                .put("to", Long.parseLong(parts.group(3)));
    }
}
