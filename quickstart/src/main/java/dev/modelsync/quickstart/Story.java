package dev.modelsync.quickstart;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult.Reason;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Two services are registered; one is moved to another endpoint, given another key and a third model,
 * and deregistered. After each change the story says what each cluster's registry really holds, and what
 * the steps of pipelines that use it get from the provider: through the proxy, or from a cluster that calls it by itself.
 */
final class Story {
    static final String PROJECT = "demo";
    static final String SERVICE = "openai-demo";
    static final String OCR_SERVICE = "nim-demo";

    private static final String KEY = "sk-demo-not-a-real-key";
    private static final String NEXT_KEY = "sk-demo-not-a-real-key-either";
    private static final String EMBEDDING_MODEL = SERVICE + "-text-embedding-3-small";
    private static final String COMPLETION_MODEL = SERVICE + "-gpt-4o";

    private static final Map<String, String> EMBEDDING =
            Map.of("upstreamModel", "text-embedding-3-small", "function", "TEXT_EMBEDDING");
    private static final Map<String, String> COMPLETION =
            Map.of("upstreamModel", "gpt-4o", "function", "TEXT_COMPLETION");
    private static final Map<String, String> SMALL_COMPLETION =
            Map.of("upstreamModel", "gpt-4o-mini", "function", "TEXT_COMPLETION", "registryName", "gpt-mini");
    private static final Map<String, String> OCR = Map.of("upstreamModel", "baidu/paddleocr", "function", "OCR");

    private static final byte[] TEXT =
            "A change of a registration is an event, and each cluster applies it.".getBytes(UTF_8);
    /** One white dot. */
    private static final byte[] IMAGE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==");

    private final HmClient hm;
    private final List<Cluster> clusters;
    private final List<Cluster> callers;
    private final FakeProvider provider;
    private final PrintStream out;
    private boolean complete = true;

    Story(Stack stack, PrintStream out) {
        this.hm = stack.client();
        this.clusters = stack.servers().clusters();
        this.callers = stack.callers();
        this.provider = stack.servers().provider();
        this.out = out;
    }

    /** Plays every step. True when each of them arrived on every cluster with the models expected, and pipelines got theirs. */
    boolean tell() {
        tidyUp(SERVICE);
        tidyUp(OCR_SERVICE);
        Set<String> two = Set.of(EMBEDDING_MODEL, COMPLETION_MODEL);
        long ocr = change(
                OCR_SERVICE,
                "Register nim-demo with an OCR model",
                () -> hm.register(service(OCR_SERVICE, "NVIDIA_NIM", List.of(OCR))),
                Set.of(OCR_SERVICE));
        long registered = change(
                SERVICE,
                "Register " + SERVICE + " with two models",
                () -> hm.register(service(SERVICE, "OPENAI", List.of(EMBEDDING, COMPLETION))),
                two);
        steps("What pipelines get; the provider is shown its key, which Hybrid Manager was given");
        step(PipelineStep.KNOWLEDGE_BASE, EMBEDDING_MODEL, run -> run.reached("/v1/", KEY));
        step(PipelineStep.SUMMARIZE_TEXT, COMPLETION_MODEL, run -> run.reached("/v1/", KEY));
        step(PipelineStep.PERFORM_OCR, OCR_SERVICE, run -> run.reached("/v1/", KEY));
        long edited = change(
                SERVICE,
                "Edit its endpoint",
                () -> hm.edit(SERVICE, registered, Map.of("endpointUrl", provider.baseUrl() + "/eu")),
                two);
        step(PipelineStep.KNOWLEDGE_BASE, EMBEDDING_MODEL, run -> run.reached("/eu/", KEY));
        long rotated = change(
                SERVICE,
                "Give it another key, which the provider is shown from then on",
                () -> hm.edit(SERVICE, edited, Map.of("credentials", Map.of("apiKey", NEXT_KEY))),
                two);
        step(PipelineStep.KNOWLEDGE_BASE, EMBEDDING_MODEL, run -> run.reached("/eu/", NEXT_KEY));
        long extended = change(
                SERVICE,
                "Add a model",
                () -> hm.edit(SERVICE, rotated, Map.of("models", List.of(EMBEDDING, COMPLETION, SMALL_COMPLETION))),
                Set.of(EMBEDDING_MODEL, COMPLETION_MODEL, "gpt-mini"));
        change(SERVICE, "Deregister it", () -> hm.deregister(SERVICE, extended), Set.of());
        step(PipelineStep.KNOWLEDGE_BASE, EMBEDDING_MODEL, run -> run.failedFor(Reason.MODEL_NOT_FOUND));
        change(OCR_SERVICE, "Deregister nim-demo", () -> hm.deregister(OCR_SERVICE, ocr), Set.of());
        return complete;
    }

    /** Gives the revision of the change, once every cluster has dealt with it. */
    private long change(String service, String title, Supplier<Answer> request, Set<String> expected) {
        long started = System.nanoTime();
        Answer answer = request.get().orFail(title);
        long revision = answer.revision();
        List<Arrival> arrivals = clusters.parallelStream()
                .map(cluster -> Arrival.await(cluster, PROJECT, service, revision, started))
                .collect(Collectors.toList());
        out.printf("%n  %s  -> %d, revision %d%n", title, answer.status(), revision);
        arrivals.forEach(arrival -> out.println("      " + arrival.describe()));
        complete &= arrivals.stream()
                .allMatch(arrival ->
                        arrival.arrived() && arrival.models().keySet().equals(expected));
        return revision;
    }

    private void steps(String title) {
        out.printf("%n  %s%n", title);
    }

    /** On each cluster that can call models, by the proxy or by itself. */
    private void step(PipelineStep step, String model, Predicate<StepRun> asItShould) {
        callers.forEach(cluster -> step(cluster, step, model, asItShould));
    }

    private void step(Cluster cluster, PipelineStep step, String model, Predicate<StepRun> asItShould) {
        AidbCaller aidb = new AidbCaller(cluster.database());
        byte[] input = step == PipelineStep.PERFORM_OCR ? IMAGE : TEXT;
        StepRun run = StepRun.until(asItShould, provider, () -> step.run(aidb, model, input));
        boolean good = asItShould.test(run);
        out.printf("      %-10s %-13s %s%s%n", cluster.id(), step, good ? "" : "NOT AS IT SHOULD BE: ", run.describe());
        complete &= good;
    }

    /** A story that was interrupted has left its services behind; kept data would refuse the next one. */
    private void tidyUp(String service) {
        Answer left = hm.get(service);
        if (left.status() == 200) {
            Answer gone = hm.deregister(service, left.revision()).orFail("Tidying up an earlier story");
            clusters.forEach(cluster -> Arrival.await(cluster, PROJECT, service, gone.revision(), System.nanoTime()));
        }
    }

    private Map<String, Object> service(String name, String kind, List<Map<String, String>> models) {
        return Map.of(
                "name",
                name,
                "provider",
                kind,
                "endpointUrl",
                provider.baseUrl().toString(),
                "credentials",
                Map.of("apiKey", KEY),
                "models",
                models,
                "labels",
                Map.of("team", "search"),
                "reason",
                "quickstart");
    }
}
