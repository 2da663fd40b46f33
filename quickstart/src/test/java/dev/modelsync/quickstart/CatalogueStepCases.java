package dev.modelsync.quickstart;

import dev.modelsync.embedded.inference.AidbCaller;
import dev.modelsync.embedded.inference.StepResult;
import dev.modelsync.events.registration.rules.ProviderDescription;
import dev.modelsync.quickstart.HmClient.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A step with each kind of model that can be registered, on the system that {@link PipelineStepsIT} has started. */
interface CatalogueStepCases {
    byte[] IMAGE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    Stack stack();

    /** Returns when the change has arrived on the clusters. */
    void awaitArrival(String service, Answer change);

    /** The proxy may know of a service later than the worker: then the step is run again. */
    StepRun run(Supplier<StepResult<?>> step);

    @Test
    default void shouldServeEveryModelThatHybridManagersCatalogueCanLeadTo() {
        for (ProviderDescription description : ProviderDescription.all()) {
            for (ProviderDescription.Protocol protocol : description.protocols()) {
                List<String> functions = protocol.functions().stream()
                        .map(function -> function.name().name())
                        .toList();
                String service = "all-" + functions.size() + "-"
                        + protocol.version().name().toLowerCase(Locale.ROOT).replace('_', '-') + "-"
                        + description.provider().name().toLowerCase(Locale.ROOT).replace('_', '-');
                registerAll(
                        service,
                        description.provider().name(),
                        protocol.version().name(),
                        functions);
                stack().servers()
                        .clusters()
                        .forEach(cluster -> functions.forEach(function -> assertServed(cluster, service, function)));
            }
        }
    }

    private void registerAll(String service, String kind, String protocol, List<String> functions) {
        awaitArrival(
                service,
                stack().client()
                        .register(Map.of(
                                "name",
                                service,
                                "provider",
                                kind,
                                "apiProtocolVersion",
                                protocol,
                                "endpointUrl",
                                stack().servers().provider().baseUrl() + "/" + service,
                                "credentials",
                                Map.of("apiKey", "sk-of-" + service),
                                "models",
                                functions.stream()
                                        .map(function -> Map.of(
                                                "upstreamModel",
                                                "m",
                                                "function",
                                                function,
                                                "registryName",
                                                modelOf(service, function)))
                                        .toList()))
                        .orFail("register"));
    }

    private static String modelOf(String service, String function) {
        return service + "-" + function.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void assertServed(Cluster cluster, String service, String function) {
        AidbCaller aidb = new AidbCaller(cluster.database());
        String model = modelOf(service, function);
        StepRun run = run(() -> switch (function) {
            case "TEXT_EMBEDDING" -> aidb.knowledgeBase(model, List.of("x"));
            case "IMAGE_EMBEDDING" -> aidb.knowledgeBaseOfImages(model, List.of(IMAGE));
            case "TEXT_COMPLETION" -> aidb.summarizeText(model, "x");
            case "OCR" -> aidb.performOcr(model, IMAGE);
            case "RERANKING" -> aidb.rerank(model, "x", List.of("y"));
            default -> throw new AssertionError("no step for " + function);
        });
        assertThat(run.isDone()).as(model + " " + run).isTrue();
        assertThat(run.seen()).hasValueSatisfying(request -> {
            assertThat(request.path()).startsWith("/" + service + "/");
            assertThat(request.headers().toString()).contains("sk-of-" + service);
        });
    }
}
