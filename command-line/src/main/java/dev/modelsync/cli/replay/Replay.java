package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A replay as Hybrid Manager tells it. */
record Replay(JsonNode json) {
    private static final Set<String> AT_WORK = Set.of("PLANNING", "CHECKING", "RUNNING");
    /** Nothing is under way, and something can still be ordered. */
    private static final Set<String> OPEN = Set.of("PLANNED", "NEEDS_APPROVAL");

    private static final Set<String> FAILURES = Set.of("FAILED", "REFUSED", "UNANSWERED", "UNKNOWN");

    static Replay find(Session session, String name) {
        return new Replay(session.api().send(Call.get("replays", name)).body());
    }

    /** Asks until no cluster is at work on it, or the time is over. */
    static Replay await(Session session, String name, int seconds, String words) throws InterruptedException {
        try (Progress progress = session.progress()) {
            progress.start(words);
            return Waiting.until(
                    Duration.ofSeconds(seconds), () -> find(session, name).shownBy(progress), Replay::isAtRest);
        }
    }

    private Replay shownBy(Progress progress) {
        int all = Math.toIntExact(sum(cluster -> number(cluster, "planned", "changedServices")));
        progress.reached(Math.toIntExact(sum(cluster -> number(cluster, "done", "services"))), all);
        return this;
    }

    boolean isAtRest() {
        return clusters().stream().noneMatch(cluster -> AT_WORK.contains(state(cluster)) || isToldToGoOn(cluster));
    }

    /** It was ordered to run or to end, and has not begun to, nor refused. */
    private static boolean isToldToGoOn(JsonNode cluster) {
        JsonNode order = cluster.path("lastCommand");
        String result = order.path("result").asString("");
        boolean toEnd = order.path("type").asString("").equals("CANCEL_REPLAY") && !result.equals("REFUSED");
        return OPEN.contains(state(cluster))
                && (toEnd || result.equals("PENDING") && state(cluster).equals("PLANNED"));
    }

    /** Whether the worker has refused what was ordered last. */
    static boolean isRefused(JsonNode cluster) {
        return cluster.at("/lastCommand/result").asString("").equals("REFUSED");
    }

    List<JsonNode> clusters() {
        return json.path("clusters").valueStream().toList();
    }

    /** How many models the plans create, edit and remove. */
    long changes() {
        return sum(cluster -> number(cluster, "planned", "create")
                + number(cluster, "planned", "edit")
                + number(cluster, "planned", "remove"));
    }

    /** Services whose turn did not bring what was planned. */
    long missed() {
        return sum(cluster -> number(cluster, "done", "parked") + number(cluster, "done", "overtaken"));
    }

    /** @param finished of a replay that is in none of the states that say more */
    int exitCode(int finished) {
        if (any(FAILURES::contains) || clusters().stream().anyMatch(Replay::isRefused)) {
            return ExitCode.ERROR;
        }
        if (!isAtRest()) {
            return ExitCode.TIMED_OUT;
        }
        return any("NEEDS_APPROVAL"::equals) ? ExitCode.NEEDS_APPROVAL : finished;
    }

    boolean any(Predicate<String> state) {
        return clusters().stream().map(Replay::state).anyMatch(state);
    }

    static String state(JsonNode cluster) {
        return cluster.path("state").asString("");
    }

    static long number(JsonNode cluster, String part, String name) {
        return cluster.path("report").path(part).path(name).asLong(0);
    }

    private long sum(ToLongFunction<JsonNode> number) {
        return clusters().stream().mapToLong(number).sum();
    }

    static void put(ObjectNode request, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = request.putArray(field);
            values.forEach(list::add);
        }
    }
}
