package dev.modelsync.cli.service;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code modelsync why}. */
@Command(
        name = "why",
        description = {
            "Follows the last change of a service to a cluster, link by link, up to the first that is broken or waits, and says what to do.",
            "The exit code is 2 unless its models can be used there."
        },
        footer = {"", "Example: modelsync why openai-prod primary -p demo"})
public final class WhyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SERVICE", description = "Its name")
    private String service = "";

    @Parameters(index = "1", paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    private final Session session;

    public WhyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Call why = new Services(session).why(service).query("cluster", cluster);
        JsonNode explanation = session.api().send(why).body();
        session.printer().print(explanation, () -> text(explanation));
        return explanation.path("works").asBoolean(false) ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** Up to where the change has got; what comes after is not known. */
    private static String text(JsonNode explanation) {
        StringBuilder text = new StringBuilder();
        for (JsonNode link : explanation.path("links")) {
            if (link.path("state").asString("").equals("NOT_REACHED")) {
                continue;
            }
            text.append(Table.text("%-8s %-18s %s"
                            .formatted(
                                    link.path("state").asString(""),
                                    link.path("name").asString(""),
                                    link.path("detail").asString(""))))
                    .append('\n');
            if (link.path("remedy").isString()) {
                text.append(Table.text("         -> " + link.get("remedy").asString()))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
