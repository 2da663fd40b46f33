package dev.modelsync.events.registration.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.modelsync.events.registration.rules.ApiProtocol.ANTHROPIC_V1;
import static dev.modelsync.events.registration.rules.ApiProtocol.GEMINI_V1_BETA;
import static dev.modelsync.events.registration.rules.ApiProtocol.OPENAI_V1;
import static dev.modelsync.events.registration.rules.ModelFunction.IMAGE_EMBEDDING;
import static dev.modelsync.events.registration.rules.ModelFunction.OCR;
import static dev.modelsync.events.registration.rules.ModelFunction.RERANKING;
import static dev.modelsync.events.registration.rules.ModelFunction.TEXT_COMPLETION;
import static dev.modelsync.events.registration.rules.ModelFunction.TEXT_EMBEDDING;

/**
 * What each provider offers: for a protocol and a function, the AIDB provider to create a model with
 * and the path to call. Resolved once, at registration, so that workers need no catalogue.
 */
public final class ProviderCatalogue {
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String CHAT = "/v1/chat/completions";
    private static final List<Offer> OPENAI_OFFERS = List.of(
            new Offer(OPENAI_V1, TEXT_EMBEDDING, "openai_embeddings", EMBEDDINGS),
            new Offer(OPENAI_V1, TEXT_COMPLETION, "openai_completions", CHAT));

    private static final Map<Provider, Entry> ENTRIES = entries();

    private ProviderCatalogue() {}

    /** One thing that a provider can do. */
    public record Offer(ApiProtocol protocol, ModelFunction function, String aidbProvider, String requestPath) {}

    private record Entry(CredentialForm credentials, List<Offer> offers) {}

    /** The protocols of a provider; the first is its default. */
    static List<ApiProtocol> protocols(Provider provider) {
        return offers(provider).stream().map(Offer::protocol).distinct().toList();
    }

    /** The functions that a provider offers with a protocol. */
    static List<ModelFunction> functions(Provider provider, ApiProtocol protocol) {
        return offers(provider).stream()
                .filter(offer -> offer.protocol() == protocol)
                .map(Offer::function)
                .toList();
    }

    /** What to create a model with; empty when the provider does not offer the function. */
    static Optional<Offer> resolve(Provider provider, ApiProtocol protocol, ModelFunction function) {
        return offers(provider).stream()
                .filter(offer -> offer.protocol() == protocol && offer.function() == function)
                .findFirst();
    }

    static CredentialForm credentials(Provider provider) {
        return entry(provider).credentials();
    }

    private static List<Offer> offers(Provider provider) {
        return entry(provider).offers();
    }

    private static Entry entry(Provider provider) {
        Entry entry = ENTRIES.get(provider);
        if (entry == null) {
            throw new IllegalStateException("The catalogue has no entry for provider " + provider);
        }
        return entry;
    }

    private static Map<Provider, Entry> entries() {
        Map<Provider, Entry> entries = new EnumMap<>(Provider.class);
        entries.put(Provider.OPENAI, new Entry(CredentialForm.key(true), OPENAI_OFFERS));
        entries.put(Provider.OPENAI_COMPATIBLE, new Entry(CredentialForm.key(false), OPENAI_OFFERS));
        entries.put(Provider.NVIDIA_NIM, new Entry(CredentialForm.key(false), nvidiaNim()));
        entries.put(
                Provider.ANTHROPIC,
                new Entry(
                        CredentialForm.key(true),
                        List.of(new Offer(ANTHROPIC_V1, TEXT_COMPLETION, "anthropic_messages", "/v1/messages"))));
        entries.put(
                Provider.GEMINI,
                new Entry(
                        CredentialForm.key(true),
                        // Assumed: AIDB appends "/models/<model>:<method>" to this base.
                        List.of(new Offer(GEMINI_V1_BETA, TEXT_COMPLETION, "gemini", "/v1beta"))));
        entries.put(Provider.OPENROUTER, new Entry(CredentialForm.key(true), openRouter()));
        entries.put(Provider.AWS_BEDROCK, new Entry(CredentialForm.aws(), awsBedrock()));
        return entries;
    }

    private static List<Offer> nvidiaNim() {
        return List.of(
                new Offer(OPENAI_V1, TEXT_EMBEDDING, "nim_embeddings", EMBEDDINGS),
                new Offer(OPENAI_V1, TEXT_COMPLETION, "nim_completions", CHAT),
                new Offer(OPENAI_V1, OCR, "nim_paddle_ocr", "/v1/infer"),
                new Offer(OPENAI_V1, RERANKING, "nim_reranking", "/v1/ranking"),
                new Offer(OPENAI_V1, IMAGE_EMBEDDING, "nim_clip", EMBEDDINGS));
    }

    private static List<Offer> openRouter() {
        return List.of(
                new Offer(OPENAI_V1, TEXT_COMPLETION, "openrouter_chat", CHAT),
                new Offer(OPENAI_V1, TEXT_EMBEDDING, "openrouter_embeddings", EMBEDDINGS));
    }

    private static List<Offer> awsBedrock() {
        return List.of(
                new Offer(OPENAI_V1, TEXT_COMPLETION, "openai_completions", "/openai/v1/chat/completions"),
                // A base: AIDB appends the model's id.
                new Offer(ANTHROPIC_V1, TEXT_COMPLETION, "anthropic_messages_bedrock", "/model"));
    }
}
