package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs the steps of pipelines that need a model as AIDB would, on inputs of the caller's choice: a pipeline
 * is nothing but rows to a registry that runs none.
 *
 * <p>Each call reads model and credential anew, so that what was registered, edited, rotated or deleted before the
 * call is in effect. All inputs of a call go in one request. Of a model's config {@code url} and {@code model} are
 * used, {@code tls_config} where TLS is spoken, {@code input_type} and {@code max_tokens} where the provider wants one.
 *
 * <p>What fails is an answer, not an exception; only a database that does not answer is one ({@link
 * IllegalStateException}). Thread-safe.
 */
public final class AidbCaller {
    /** ASSUMPTION: question 18. Whether calls time out is not documented. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** ASSUMPTION: section 6.2. The prompt of a step that has none of its own. */
    private static final String SUMMARIZE = "Summarize the following text.";

    private final DataSource aidb;
    private final UnaryOperator<@Nullable String> environment;
    private final ModelEndpoint endpoint = new ModelEndpoint(TIMEOUT, duration -> Thread.sleep(duration.toMillis()));

    /** @param aidb a database with the stand-in, as the owner of the extension, for AIDB sees every credential */
    public AidbCaller(DataSource aidb) {
        this(aidb, System::getenv);
    }

    /**
     * The same under an environment of its own, for {@code credentials_env}.
     *
     * @param environment the variables of the server's process by their names, null for one that is not set
     */
    public AidbCaller(DataSource aidb, UnaryOperator<@Nullable String> environment) {
        this.aidb = aidb;
        this.environment = environment;
    }

    /** Step {@code KnowledgeBase} with texts: a vector for each, in their order. */
    public StepResult<List<List<Double>>> knowledgeBase(String model, List<String> texts) {
        return run(model, Capability.TEXT_EMBEDDING, () -> texts);
    }

    /** Step {@code KnowledgeBase} with images, PNG or JPEG: a vector for each, in their order. */
    public StepResult<List<List<Double>>> knowledgeBaseOfImages(String model, List<byte[]> images) {
        return run(
                model,
                Capability.IMAGE_EMBEDDING,
                () -> images.stream().map(AidbCaller::dataUrl).toList());
    }

    /** Step {@code SummarizeText}: the model's summary. */
    public StepResult<String> summarizeText(String model, String text) {
        return run(model, Capability.LANGUAGE, () -> List.of(SUMMARIZE, text));
    }

    /** Step {@code PerformOcr}, on an image that is PNG or JPEG: the text on it, line by line. */
    public StepResult<String> performOcr(String model, byte[] image) {
        return run(model, Capability.OCR, () -> List.of(dataUrl(image)));
    }

    /** No step, but what {@code rerank_text} does: how well passages fit a query, in the order of the answer. */
    public StepResult<List<Ranking>> rerank(String model, String query, List<String> passages) {
        return run(
                model,
                Capability.RERANKING,
                () -> Stream.concat(Stream.of(query), passages.stream()).toList());
    }

    private interface Inputs {
        List<String> read();
    }

    private <T> StepResult<T> run(String name, Capability<T> capability, Inputs inputs) {
        try {
            CallableModel model;
            Exchange<T> exchange;
            Call call;
            try (AidbCatalog catalog = new AidbCatalog(aidb.getConnection(), environment)) {
                model = catalog.model(name);
                exchange = capability.exchangeFor(model);
                call = call(catalog, model, exchange.address());
            }
            JsonNode body = exchange.request().apply(model, inputs.read());
            return new StepResult.Done<>(endpoint.ask(call, exchange, body));
        } catch (StepFailedException e) {
            return e.result();
        } catch (SQLException e) {
            throw new IllegalStateException("Model \"%s\" cannot be looked up".formatted(name), e);
        }
    }

    private static Call call(AidbCatalog catalog, CallableModel model, ModelAddress form) throws SQLException {
        URI address = form.of(model);
        catalog.checkEgress(address);
        return new Call(address, catalog.credential(model, address), model.trust());
    }

    private static String dataUrl(byte[] image) {
        return "data:%s;base64,%s"
                .formatted(mediaType(image), Base64.getEncoder().encodeToString(image));
    }

    private static String mediaType(byte[] image) {
        if (startsWith(image, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (startsWith(image, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        throw new StepFailedException(Reason.UNUSABLE_INPUT, "The image is neither PNG nor JPEG");
    }

    private static boolean startsWith(byte[] image, int... signature) {
        for (int i = 0; i < signature.length; i++) {
            if (i >= image.length || (image[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
