package dev.modelsync.events.registration.rules;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderCatalogueTest {
    @ParameterizedTest
    @CsvSource({
        "OPENAI, OPENAI_V1, TEXT_EMBEDDING, openai_embeddings, /v1/embeddings",
        "OPENAI, OPENAI_V1, TEXT_COMPLETION, openai_completions, /v1/chat/completions",
        "OPENAI_COMPATIBLE, OPENAI_V1, TEXT_EMBEDDING, openai_embeddings, /v1/embeddings",
        "OPENAI_COMPATIBLE, OPENAI_V1, TEXT_COMPLETION, openai_completions, /v1/chat/completions",
        "NVIDIA_NIM, OPENAI_V1, TEXT_EMBEDDING, nim_embeddings, /v1/embeddings",
        "NVIDIA_NIM, OPENAI_V1, TEXT_COMPLETION, nim_completions, /v1/chat/completions",
        "NVIDIA_NIM, OPENAI_V1, OCR, nim_paddle_ocr, /v1/infer",
        "NVIDIA_NIM, OPENAI_V1, RERANKING, nim_reranking, /v1/ranking",
        "NVIDIA_NIM, OPENAI_V1, IMAGE_EMBEDDING, nim_clip, /v1/embeddings",
        "ANTHROPIC, ANTHROPIC_V1, TEXT_COMPLETION, anthropic_messages, /v1/messages",
        "GEMINI, GEMINI_V1_BETA, TEXT_COMPLETION, gemini, /v1beta",
        "OPENROUTER, OPENAI_V1, TEXT_COMPLETION, openrouter_chat, /v1/chat/completions",
        "OPENROUTER, OPENAI_V1, TEXT_EMBEDDING, openrouter_embeddings, /v1/embeddings",
        "AWS_BEDROCK, OPENAI_V1, TEXT_COMPLETION, openai_completions, /openai/v1/chat/completions",
        "AWS_BEDROCK, ANTHROPIC_V1, TEXT_COMPLETION, anthropic_messages_bedrock, /model"
    })
    void shouldResolve(
            Provider provider, ApiProtocol protocol, ModelFunction function, String aidbProvider, String requestPath) {
        assertThat(ProviderCatalogue.resolve(provider, protocol, function))
                .contains(new ProviderCatalogue.Offer(protocol, function, aidbProvider, requestPath));
    }

    @Test
    void shouldOfferNothingElse() {
        long offers = EnumSet.allOf(Provider.class).stream()
                .flatMap(provider -> ProviderCatalogue.protocols(provider).stream()
                        .flatMap(protocol -> ProviderCatalogue.functions(provider, protocol).stream()))
                .count();

        assertThat(offers).isEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveADefaultProtocolForEveryProvider(Provider provider) {
        assertThat(ProviderCatalogue.protocols(provider)).isNotEmpty();
    }

    @Test
    void shouldSpeakOpenAiToBedrockByDefault() {
        assertThat(ProviderCatalogue.protocols(Provider.AWS_BEDROCK))
                .containsExactly(ApiProtocol.OPENAI_V1, ApiProtocol.ANTHROPIC_V1);
    }
}
