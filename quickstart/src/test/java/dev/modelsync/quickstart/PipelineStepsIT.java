package dev.modelsync.quickstart;

import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.embedded.inference.StepResult.Failed;
import dev.modelsync.embedded.inference.StepResult.Reason;
import dev.modelsync.quickstart.HmClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps of pipelines as AIDB runs them, through the registry that a worker keeps and the proxy, to the fake provider.
 * Cluster 'secondary' has the build of AIDB with named credentials. Each test has services of its own, at a path of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PipelineStepsIT implements CatalogueStepCases {
    private static final Map<String, String> EMBEDDING = Map.of("upstreamModel", "m", "function", "TEXT_EMBEDDING");
    private static final int CALLS_AFTERWARDS = 50;

    private final Stack stack;
    private final HmClient hm;
    private final FakeProvider provider;

    PipelineStepsIT(@TempDir Path data) {
        Settings settings = Settings.onFreePorts();
        settings.secondaryBuild = AidbStandIn.VERSION_NAMED_CREDENTIALS;
        stack = Stack.start(data, settings);
        hm = stack.client();
        provider = stack.servers().provider();
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Override
    public Stack stack() {
        return stack;
    }

    @Test
    void shouldGetTheThreeStepsTheirAnswersWithTheKeyThatHybridManagerHolds() throws IOException {
        register(
                "three-texts",
                "OPENAI",
                "/three",
                "sk-three",
                List.of(EMBEDDING, Map.of("upstreamModel", "c", "function", "TEXT_COMPLETION")));
        register(
                "three-images",
                "NVIDIA_NIM",
                "/three",
                "sk-three",
                List.of(Map.of("upstreamModel", "o", "function", "OCR")));
        for (Cluster cluster : stack.servers().clusters()) {
            AidbCaller aidb = new AidbCaller(cluster.database());
            assertThat(run(() -> aidb.knowledgeBase("three-texts-m", List.of("a", "b")))
                            .reached("/three/v1/embeddings", "sk-three"))
                    .isTrue();
            assertThat(run(() -> aidb.summarizeText("three-texts-c", "a"))
                            .reached("/three/v1/chat/completions", "sk-three"))
                    .isTrue();
            assertThat(run(() -> aidb.performOcr("three-images", IMAGE)).reached("/three/v1/infer", "sk-three"))
                    .isTrue();
            String token = Files.readString(stack.tokenFile(cluster));
            assertThat(provider.requests())
                    .noneMatch(request -> request.headers().toString().contains(token));
        }
    }

    @Test
    void shouldShowTheNewKeyAfterARotationAndNeverTheOldOneAgainWithoutACallThatFails() {
        Answer registered = register("rotated", "OPENAI", "/rotated", "sk-old", List.of(EMBEDDING));
        AidbCaller aidb = new AidbCaller(primary().database());
        assertThat(run(() -> aidb.knowledgeBase("rotated", List.of("x"))).reached("/rotated/", "sk-old"))
                .isTrue();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<StepResult<?>>> meanwhile = CompletableFuture.supplyAsync(() -> {
            List<StepResult<?>> results = new ArrayList<>();
            while (!over.get()) {
                results.add(aidb.knowledgeBase("rotated", List.of("x")));
            }
            return results;
        });
        edit("rotated", registered, Map.of("credentials", Map.of("apiKey", "sk-new")));
        over.set(true);
        assertThat(meanwhile.join()).allMatch(StepResult.Done.class::isInstance);
        assertThat(StepRun.until(
                                run -> run.reached("/rotated/", "sk-new"),
                                provider,
                                () -> aidb.knowledgeBase("rotated", List.of("x")))
                        .reached("/rotated/", "sk-new"))
                .isTrue();
        for (int i = 0; i < CALLS_AFTERWARDS; i++) {
            assertThat(aidb.knowledgeBase("rotated", List.of("x"))).isInstanceOf(StepResult.Done.class);
        }
        List<String> keys = keysBelow("/rotated/");
        int switched = keys.indexOf("Bearer sk-new");
        assertThat(keys.subList(0, switched)).containsOnly("Bearer sk-old");
        assertThat(keys.subList(switched, keys.size()))
                .hasSizeGreaterThan(CALLS_AFTERWARDS)
                .containsOnly("Bearer sk-new");
    }

    @Test
    void shouldCallTheNewHostAfterAnEditOfTheEndpointAndShowItTheKeyThatItWasGiven() {
        Answer registered = register("moved", "OPENAI", "/moved", "sk-of-the-first-host", List.of(EMBEDDING));
        AidbCaller aidb = new AidbCaller(primary().database());
        assertThat(run(() -> aidb.knowledgeBase("moved", List.of("x"))).reached("/moved/", "sk-of-the-first-host"))
                .isTrue();
        try (FakeProvider next = FakeProvider.start(0)) {
            edit(
                    "moved",
                    registered,
                    Map.of(
                            "endpointUrl",
                            next.baseUrl() + "/moved",
                            "credentials",
                            Map.of("apiKey", "sk-of-the-next-host")));
            StepRun moved = StepRun.until(
                    run -> run.reached("/moved/", "sk-of-the-next-host"),
                    next,
                    () -> aidb.knowledgeBase("moved", List.of("x")));
            assertThat(moved.reached("/moved/", "sk-of-the-next-host")).isTrue();
            int before = keysBelow("/moved/").size();
            assertThat(aidb.knowledgeBase("moved", List.of("x"))).isInstanceOf(StepResult.Done.class);
            assertThat(keysBelow("/moved/")).hasSize(before).containsOnly("Bearer sk-of-the-first-host");
            assertThat(next.requests())
                    .noneMatch(request -> request.headers().toString().contains("first-host"));
        }
    }

    @Test
    void shouldFailWithAClearMessageAfterADeregistration() {
        Answer registered = register("gone", "OPENAI", "/gone", "sk-gone", List.of(EMBEDDING));
        awaitArrival("gone", hm.deregister("gone", registered.revision()).orFail("deregister"));
        for (Cluster cluster : stack.servers().clusters()) {
            assertThat(new AidbCaller(cluster.database()).knowledgeBase("gone", List.of("x")))
                    .isEqualTo(new Failed<>(Reason.MODEL_NOT_FOUND, "Model not found: gone"));
        }
    }

    @Test
    void shouldSayThatTheServiceWasDeregisteredWhereTheRegistryDoesNotKnowYet() throws SQLException {
        Answer registered = register("paused", "OPENAI", "/paused", "sk-paused", List.of(EMBEDDING));
        AidbCaller aidb = new AidbCaller(primary().database());
        Dba.run(primary(), "insert into modelsync.local_switch (reason) values ('a DBA is busy')");
        try {
            hm.deregister("paused", registered.revision()).orFail("deregister");
            StepRun refused = StepRun.until(
                    run -> run.failedFor(Reason.HTTP_STATUS),
                    provider,
                    () -> aidb.knowledgeBase("paused", List.of("x")));
            assertThat(refused.describe())
                    .contains(
                            stack.proxy() + "/projects/demo/services/paused/v1/embeddings: status 410",
                            "SERVICE_DEREGISTERED");
        } finally {
            Dba.run(primary(), "delete from modelsync.local_switch");
        }
        assertThat(StepRun.until(
                                run -> run.failedFor(Reason.MODEL_NOT_FOUND),
                                provider,
                                () -> aidb.knowledgeBase("paused", List.of("x")))
                        .describe())
                .isEqualTo("fails: Model not found: paused");
    }

    @Test
    void shouldRunAStepFromTheCommandLine() throws IOException {
        register("typed", "OPENAI", "/typed", "sk-typed", List.of(EMBEDDING));
        run(() -> new AidbCaller(primary().database()).knowledgeBase("typed", List.of("x")));
        assertThat(command(0, "KnowledgeBase", "typed", "hello")).startsWith("[[");
        assertThat(command(1, "summarizetext", "typed", "hello"))
                .isEqualTo("SummarizeText fails: Model \"typed\" does not support language operations");
        assertThat(command(1, "PerformOCR", "typed", "no-such-file")).isEqualTo("File no-such-file cannot be read");
        assertThat(command(2, "ChunkText", "typed", "hello")).isEmpty();
    }

    private String command(int status, String... arguments) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--port=" + primary().server().port());
        int exit = new CommandLine(new StepCommand(new PrintStream(told, true, UTF_8)))
                .execute(all.toArray(String[]::new));
        assertThat(exit).isEqualTo(status);
        return told.toString(UTF_8).strip();
    }

    @Override
    public StepRun run(Supplier<StepResult<?>> step) {
        return StepRun.until(StepRun::isDone, provider, step);
    }

    private Answer register(String name, String kind, String path, String key, List<Map<String, String>> models) {
        Answer registered = hm.register(Map.of(
                        "name", name,
                        "provider", kind,
                        "endpointUrl", provider.baseUrl() + path,
                        "credentials", Map.of("apiKey", key),
                        "models", models))
                .orFail("register");
        awaitArrival(name, registered);
        return registered;
    }

    @Override
    public void awaitArrival(String service, Answer change) {
        for (Cluster cluster : stack.servers().clusters()) {
            assertThat(Arrival.await(cluster, Story.PROJECT, service, change.revision(), System.nanoTime())
                            .arrived())
                    .isTrue();
        }
    }

    private void edit(String name, Answer last, Map<String, ?> patch) {
        awaitArrival(name, hm.edit(name, last.revision(), patch).orFail("edit"));
    }

    private Cluster primary() {
        return stack.servers().clusters().get(0);
    }

    private List<String> keysBelow(String path) {
        return provider.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().startsWith(path))
                .map(request -> request.header("Authorization").orElse(""))
                .toList();
    }
}
