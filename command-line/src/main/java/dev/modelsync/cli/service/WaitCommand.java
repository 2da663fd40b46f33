package dev.modelsync.cli.service;

import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Seconds;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "wait",
        description = {
            "Waits until every cluster has answered the last change of a service.",
            "Done when all hold what was asked for; 2 when one has parked it, leaves models out, or is silent."
        },
        footer = {"", "Example: modelsync service wait openai-prod -p demo --cluster primary --timeout 120"})
final class WaitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Of the service")
    private String name = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "This cluster only, once for each")
    private List<String> clusters = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            defaultValue = "60",
            description = "For how long; 60 if not given")
    private int timeout;

    private final Session session;

    WaitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Services services = new Services(session);
        JsonNode service;
        try (Progress progress = session.progress()) {
            progress.start("Clusters that have answered");
            service = Waiting.until(
                    Duration.ofSeconds(timeout), () -> services.find(name).body(), found -> settled(found, progress));
        }
        session.printer().print(service, () -> ServiceText.clusters(service.path("clusters")));
        return new Arrival(service, clusters).exitCode();
    }

    private boolean settled(JsonNode service, Progress progress) {
        Arrival arrival = new Arrival(service, clusters);
        List<String> known = arrival.ids().toList();
        List<String> unknown =
                clusters.stream().filter(cluster -> !known.contains(cluster)).toList();
        if (!unknown.isEmpty()) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "The service is not for cluster " + String.join(", ", unknown) + "; it is for "
                            + new Arrival(service, List.of()).ids().collect(Collectors.joining(", ")));
        }
        progress.reached(arrival.settled(), arrival.total());
        return arrival.isSettled();
    }
}
