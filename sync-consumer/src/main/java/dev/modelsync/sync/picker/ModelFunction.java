package dev.modelsync.sync.picker;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a model can do. It follows from its AIDB provider, and from the capability tags of builds that have them. */
public enum ModelFunction {
    TEXT_EMBEDDING(
            "aidb-openai-text-embeddings",
            "openai_embeddings",
            "nim_embeddings",
            "openrouter_embeddings",
            "embeddings",
            "hf_tei",
            "bert_local",
            "llamacpp_embeddings",
            "nim_clip",
            "clip_local",
            "t5_local"),
    TEXT_COMPLETION(
            "aidb-openai-text-completion",
            "openai_completions",
            "openai_responses",
            "openai_responses_azure",
            "anthropic_messages",
            "anthropic_messages_azure",
            "anthropic_messages_bedrock",
            "nim_completions",
            "gemini",
            "openrouter_chat",
            "completions",
            "llama_instruct_local",
            "llamacpp_generate",
            "qwen2_local",
            "smollm2_local",
            "t5_local"),
    OCR(null, "nim_paddle_ocr", "llamacpp_ocr"),
    RERANKING(null, "nim_reranking", "hf_tei_reranking", "llamacpp_reranking"),
    IMAGE_EMBEDDING(null, "nim_clip", "clip_local");

    private static final Map<String, Set<ModelFunction>> BY_TAG_OR_PROVIDER = new TreeMap<>();

    static {
        for (ModelFunction function : values()) {
            for (String name : function.names) {
                BY_TAG_OR_PROVIDER
                        .computeIfAbsent(name, none -> EnumSet.noneOf(ModelFunction.class))
                        .add(function);
            }
        }
    }

    private final Set<String> names;

    ModelFunction(@Nullable String tag, String... providers) {
        Set<String> all = new TreeSet<>(Set.of(providers));
        if (tag != null) {
            all.add(tag);
        }
        this.names = all;
    }

    /** Empty where the provider is not known and no tag tells. */
    static Set<ModelFunction> of(String provider, Set<String> tags) {
        Set<ModelFunction> functions = EnumSet.noneOf(ModelFunction.class);
        functions.addAll(BY_TAG_OR_PROVIDER.getOrDefault(provider, Set.of()));
        tags.forEach(tag -> functions.addAll(BY_TAG_OR_PROVIDER.getOrDefault(tag, Set.of())));
        return functions;
    }
}
