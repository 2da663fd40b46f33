package dev.modelsync.cli.cluster;

import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.output.Table;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Has a cluster's worker look at the registry, and waits until what it saw has come. */
final class FreshLook {
    private final Session session;
    private final String cluster;
    private final Duration limit;
    private final long end;

    /** @param limit for both, the worker's answer and what it saw */
    FreshLook(Session session, String cluster, Duration limit) {
        this.session = session;
        this.cluster = cluster;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /**
     * The first comparison that rests on what the worker saw after it was told to look.
     *
     * @throws FailedException when the worker refuses, or has not looked in time
     */
    JsonNode of(Supplier<JsonNode> diff) throws InterruptedException {
        JsonNode answer = WorkerCommand.answer(
                session, cluster, WorkerCommand.of("COMPARE").put("validFor", limit.toString()), limit);
        if (!WorkerCommand.isDone(answer)) {
            throw late(diff.get());
        }
        Instant told = Instant.parse(answer.path("decidedAt").asString(""));
        try (Progress progress = session.progress()) {
            progress.start("Waiting for what the worker sees");
            JsonNode last = Waiting.until(Duration.ofNanos(end - System.nanoTime()), diff, seen -> isAfter(told, seen));
            if (isAfter(told, last)) {
                return last;
            }
            throw late(last);
        }
    }

    private static boolean isAfter(Instant told, JsonNode diff) {
        String seen = diff.path("actualFrom").asString("");
        return !seen.isEmpty() && !Instant.parse(seen).isBefore(told);
    }

    private FailedException late(JsonNode diff) {
        String seen = diff.path("actualFrom").asString("");
        return new FailedException(
                ExitCode.TIMED_OUT,
                "The worker of " + cluster + " has not looked at the registry within " + limit.toSeconds()
                        + " s. It is "
                        + Table.text(diff.at("/freshness/state"))
                        + (seen.isEmpty()
                                ? ", and has never told what the registry holds"
                                : ", and looked last at " + seen)
                        + ". Without --now, what it saw then is shown; `modelsync cluster status " + cluster
                        + "` tells how it is");
    }
}
