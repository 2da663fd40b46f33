package dev.modelsync.quickstart;

import dev.modelsync.quickstart.HmClient.Answer;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A service is registered with two models, moved to another endpoint, given a third model and
 * deregistered; after each step the story says what each cluster's registry really holds.
 */
final class Story {
    static final String PROJECT = "demo";
    static final String SERVICE = "openai-demo";

    private static final Map<String, String> EMBEDDING =
            Map.of("upstreamModel", "text-embedding-3-small", "function", "TEXT_EMBEDDING");
    private static final Map<String, String> COMPLETION =
            Map.of("upstreamModel", "gpt-4o", "function", "TEXT_COMPLETION");
    private static final Map<String, String> SMALL_COMPLETION =
            Map.of("upstreamModel", "gpt-4o-mini", "function", "TEXT_COMPLETION", "registryName", "gpt-mini");

    private final HmClient hm;
    private final List<Cluster> clusters;
    private final URI provider;
    private final PrintStream out;

    Story(HmClient hm, List<Cluster> clusters, URI provider, PrintStream out) {
        this.hm = hm;
        this.clusters = clusters;
        this.provider = provider;
        this.out = out;
    }

    /** Plays every step. True when each of them arrived on every cluster with the models expected. */
    boolean tell() {
        tidyUp();
        Step registered = play(
                "Register " + SERVICE + " with two models",
                () -> hm.register(service()),
                Set.of(SERVICE + "-text-embedding-3-small", SERVICE + "-gpt-4o"));
        Step edited = play(
                "Edit its endpoint",
                () -> hm.edit(SERVICE, registered.revision(), Map.of("endpointUrl", provider + "/eu")),
                registered.expected());
        Step extended = play(
                "Add a model",
                () -> hm.edit(
                        SERVICE, edited.revision(), Map.of("models", List.of(EMBEDDING, COMPLETION, SMALL_COMPLETION))),
                Set.of(SERVICE + "-text-embedding-3-small", SERVICE + "-gpt-4o", "gpt-mini"));
        Step deregistered = play("Deregister it", () -> hm.deregister(SERVICE, extended.revision()), Set.of());
        return registered.arrived() && edited.arrived() && extended.arrived() && deregistered.arrived();
    }

    private record Step(long revision, Set<String> expected, boolean arrived) {}

    private Step play(String title, Supplier<Answer> request, Set<String> expected) {
        long started = System.nanoTime();
        Answer answer = request.get().orFail(title);
        long revision = answer.revision();
        List<Arrival> arrivals = clusters.parallelStream()
                .map(cluster -> Arrival.await(cluster, PROJECT, SERVICE, revision, started))
                .collect(Collectors.toList());
        out.printf("%n  %s  -> %d, revision %d%n", title, answer.status(), revision);
        arrivals.forEach(arrival -> out.println("      " + arrival.describe()));
        boolean complete = arrivals.stream()
                .allMatch(arrival ->
                        arrival.arrived() && arrival.models().keySet().equals(expected));
        return new Step(revision, expected, complete);
    }

    /** A story that was interrupted has left its service behind; kept data would refuse the next one. */
    private void tidyUp() {
        Answer left = hm.get(SERVICE);
        if (left.status() == 200) {
            Answer gone = hm.deregister(SERVICE, left.revision()).orFail("Tidying up an earlier story");
            clusters.forEach(cluster -> Arrival.await(cluster, PROJECT, SERVICE, gone.revision(), System.nanoTime()));
        }
    }

    private Map<String, Object> service() {
        return Map.of(
                "name",
                SERVICE,
                "provider",
                "OPENAI",
                "endpointUrl",
                provider.toString(),
                "credentials",
                Map.of("apiKey", "sk-demo-not-a-real-key"),
                "models",
                List.of(EMBEDDING, COMPLETION),
                "labels",
                Map.of("team", "search"),
                "reason",
                "quickstart");
    }
}
