package dev.modelsync.cli.replay;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Session;
import dev.modelsync.cli.session.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A replay as Hybrid Manager tells it.
 *
 * @param named the clusters that are meant; all where none is
 */
record Replay(JsonNode json, Set<String> named) {
    private static final Set<String> AT_WORK = Set.of("PLANNING", "CHECKING", "RUNNING");
    private static final Set<String> OPEN = Set.of("PLANNING", "PLANNED", "CHECKING", "NEEDS_APPROVAL", "RUNNING");
    private static final Set<String> FAILURES = Set.of("FAILED", "REFUSED", "UNANSWERED", "UNKNOWN");
    /** Who cancels what has ended has what they want. */
    private static final String ENDED = "REPLAY_ENDED";

    static Replay find(Session session, String name) {
        return new Replay(session.api().send(Call.get("replays", name)).body(), Set.of());
    }

    /** Asks until it is so, or the time is over. */
    static Replay await(Session session, Waited waited, String words) throws InterruptedException {
        try (Progress progress = session.progress()) {
            progress.start(words);
            return Waiting.until(
                    Duration.ofSeconds(waited.seconds()),
                    () -> find(session, waited.name()).on(waited.clusters()).shownBy(progress),
                    waited.enough());
        }
    }

    /** What is waited for, and for how long. */
    record Waited(String name, Collection<String> clusters, int seconds, Predicate<Replay> enough) {}

    private Replay on(Collection<String> clusters) {
        return new Replay(json, Set.copyOf(clusters));
    }

    private Replay shownBy(Progress progress) {
        int all = Math.toIntExact(sum(cluster -> number(cluster, "planned", "changedServices")));
        progress.reached(Math.toIntExact(sum(cluster -> number(cluster, "done", "services"))), all);
        return this;
    }

    /** No cluster is at work on it; somebody may have to act. */
    boolean isAtRest() {
        return !any(AT_WORK::contains);
    }

    /** It is over on each cluster, or will not be because the worker refuses to cancel it. */
    boolean isOver() {
        return clusters().stream()
                .noneMatch(cluster -> OPEN.contains(state(cluster)) && !isRefused(cluster, CancelCommand.ORDER));
    }

    List<JsonNode> clusters() {
        return json.path("clusters")
                .valueStream()
                .filter(cluster -> named.isEmpty()
                        || named.contains(cluster.path("cluster").asString("")))
                .toList();
    }

    /** Those whose worker has refused this, where it was ordered last. */
    List<JsonNode> refusing(String order) {
        return clusters().stream().filter(cluster -> isRefused(cluster, order)).toList();
    }

    private static boolean isRefused(JsonNode cluster, String order) {
        JsonNode command = cluster.path("lastCommand");
        return command.path("type").asString("").equals(order)
                && command.path("result").asString("").equals("REFUSED")
                && !command.path("refusal").asString("").equals(ENDED);
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
        if (any(FAILURES::contains)) {
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
