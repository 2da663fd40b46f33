package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.util.List;
import java.util.Map;

import static java.util.Map.entry;

/**
 * What a step may want of a model, and how each of AIDB's providers is asked for it. Which it can do follows
 * from the provider alone. There are those that are called over HTTP and that Hybrid Manager registers models
 * for, and the two older names of OpenAI's.
 *
 * @param words as {@code validate_model} says it
 */
record Capability<T>(String words, Map<String, Exchange<T>> byProvider) {
    private static final Exchange<List<List<Double>>> OPENAI_EMBEDDINGS =
            new Exchange<>(ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::embeddings, Answers::vectors);
    private static final Exchange<List<List<Double>>> NIM_CLIP =
            new Exchange<>(ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::nimClip, Answers::vectors);
    private static final Exchange<String> CHAT =
            new Exchange<>(ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::chat, Answers::chat);

    static final Capability<List<List<Double>>> TEXT_EMBEDDING = new Capability<>(
            "text embedding",
            Map.of(
                    "openai_embeddings",
                    OPENAI_EMBEDDINGS,
                    "embeddings",
                    OPENAI_EMBEDDINGS,
                    "openrouter_embeddings",
                    OPENAI_EMBEDDINGS,
                    "nim_embeddings",
                    new Exchange<>(
                            ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::nimEmbeddings, Answers::vectors),
                    "nim_clip",
                    NIM_CLIP));

    static final Capability<List<List<Double>>> IMAGE_EMBEDDING =
            new Capability<>("image embedding", Map.of("nim_clip", NIM_CLIP));

    static final Capability<String> LANGUAGE = new Capability<>(
            "language",
            Map.ofEntries(
                    entry("openai_completions", CHAT),
                    entry("completions", CHAT),
                    entry("nim_completions", CHAT),
                    entry("openrouter_chat", CHAT),
                    entry(
                            "anthropic_messages",
                            new Exchange<>(
                                    ModelAddress.WHOLE,
                                    ProviderHeaders.ANTHROPIC,
                                    Requests::anthropicMessage,
                                    Answers::anthropicMessage)),
                    entry(
                            "anthropic_messages_bedrock",
                            new Exchange<>(
                                    ModelAddress.BEDROCK,
                                    ProviderHeaders.BEARER,
                                    Requests::bedrockMessage,
                                    Answers::anthropicMessage)),
                    entry(
                            "gemini",
                            new Exchange<>(
                                    ModelAddress.GEMINI, ProviderHeaders.GEMINI, Requests::gemini, Answers::gemini))));

    static final Capability<String> OCR = new Capability<>(
            "OCR",
            Map.of(
                    "nim_paddle_ocr",
                    new Exchange<>(ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::nimOcr, Answers::ocr)));

    static final Capability<List<Ranking>> RERANKING = new Capability<>(
            "reranking",
            Map.of(
                    "nim_reranking",
                    new Exchange<>(
                            ModelAddress.WHOLE, ProviderHeaders.BEARER, Requests::nimRanking, Answers::rankings)));

    private static final List<Capability<?>> ALL = List.of(TEXT_EMBEDDING, IMAGE_EMBEDDING, LANGUAGE, OCR, RERANKING);

    /**
     * ASSUMPTION: section 2.3. The texts are those that {@code create_pipeline} uses; that a step says the same
     * when a model was replaced by one of another kind is not documented.
     *
     * @throws StepFailedException when the model's provider cannot do it
     */
    Exchange<T> exchangeFor(CallableModel model) {
        Exchange<T> exchange = byProvider.get(model.provider());
        if (exchange != null) {
            return exchange;
        }
        if (ALL.stream().anyMatch(other -> other.byProvider.containsKey(model.provider()))) {
            throw new StepFailedException(
                    Reason.WRONG_KIND, "Model \"%s\" does not support %s operations".formatted(model.name(), words));
        }
        throw new StepFailedException(
                Reason.UNSUPPORTED_PROVIDER,
                "The requested adapter is not supported by the model provider: " + model.provider());
    }
}
