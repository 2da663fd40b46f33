package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Answer;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Seconds;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Waiting;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives a command to a cluster's worker and waits for its answer. A mixin of the commands that do. */
public final class WorkerCommand {
    private static final String PENDING = "PENDING";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            defaultValue = "30",
            description = "For the worker's answer; 30 if not given, 0 not to wait")
    private int wait;

    @Mixin
    private Reason reason = new Reason();

    public boolean hasReason() {
        return reason.isGiven();
    }

    public static ObjectNode of(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** @return done when the worker has done it, an error when it has refused, timed out when it has not answered */
    public int give(Session session, String cluster, ObjectNode command) throws InterruptedException {
        if (reason.isGiven()) {
            reason.putInto(command);
        }
        JsonNode answer = answer(session, cluster, command, Duration.ofSeconds(wait));
        session.printer().print(answer, () -> text(answer));
        return isDone(answer) || wait == 0 ? ExitCode.DONE : ExitCode.TIMED_OUT;
    }

    /** Gives it; what the worker has answered, if it has in time. */
    static JsonNode answer(Session session, String cluster, ObjectNode command, Duration wait)
            throws InterruptedException {
        Answer given =
                session.api().send(Call.post("clusters", cluster, "commands").json(command));
        if (wait.isZero()) {
            return given.body();
        }
        String location = Objects.requireNonNull(given.location(), "Location");
        try (Progress progress = session.progress()) {
            progress.start("Waiting for the worker");
            return Waiting.until(
                    wait,
                    () -> session.api().send(Call.follow(location)).body(),
                    answer -> !result(answer).equals(PENDING));
        }
    }

    /** @throws FailedException where the worker has refused it */
    static boolean isDone(JsonNode answer) {
        return switch (result(answer)) {
            case "DONE" -> true;
            case PENDING -> false;
            default ->
                throw new FailedException(
                        ExitCode.ERROR,
                        "The worker refuses: " + answer.path("refusal").asString("") + ". "
                                + answer.path("detail").asString(""));
        };
    }

    private static String result(JsonNode answer) {
        return answer.path("result").asString("");
    }

    private static String text(JsonNode answer) {
        return Table.pairs()
                .row("Command", answer.get("type"))
                .row("Cluster", answer.get("cluster"))
                .row("Service", answer.get("service"))
                .row("Result", answer.get("result"))
                .row("Detail", answer.get("detail"))
                .row("Id", answer.get("commandId"))
                .row("Expires", answer.get("expiresAt"))
                .text();
    }
}
