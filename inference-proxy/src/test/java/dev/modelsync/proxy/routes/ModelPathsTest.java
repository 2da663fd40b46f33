package dev.modelsync.proxy.routes;

import dev.modelsync.proxy.routes.ServiceDeclared.Model;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelPathsTest {
    private static final String PROFILE = "arn:aws:bedrock:eu-1:1:inference-profile/eu.claude-v1:0";

    private final ModelPaths paths = new ModelPaths(List.of(
            new Model("gpt-4o", "openai_completions", "/v1/chat/completions"),
            new Model("gpt-4o-mini", "openai_completions", "/v1/chat/completions"),
            new Model("gemini-pro", "gemini", "/v1beta"),
            new Model(PROFILE, "anthropic_messages_bedrock", "/model"),
            new Model("a+b", "anthropic_messages_bedrock", "/model")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1beta/models/gemini-pro:generateContent",
                "/v1beta/models/gemini-pro:streamGenerateContent",
                "/v1beta/models/gemini%2Dpro:generateContent",
                "/model/arn:aws:bedrock:eu-1:1:inference-profile/eu.claude-v1:0/invoke",
                "/model/arn%3Aaws%3Abedrock%3Aeu-1%3A1%3Ainference-profile%2Feu.claude-v1%3A0/invoke-with-response-stream",
                "/model/a+b/converse",
                "/model/a%2Bb/converse"
            })
    void shouldForwardWhatAModelIsCalledAtAsItCame(String path) {
        assertThat(paths.forwarded(path)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v1/chat/completions/chatcmpl-1",
                "/v1/chat/completion",
                "/v1/chat%2Fcompletions",
                "/v1beta",
                "/v1beta/models",
                "/v1beta/models/gemini-pro",
                "/v1beta/models/gemini-pro:",
                "/v1beta/models/gemini-pro:generateContent:x",
                "/v1beta/models/gemini-pro/operations",
                "/v1beta/models/Gemini-Pro:generateContent",
                "/v1beta/models/gemini-pro%3AgenerateContent",
                "/v1beta/models/:generateContent",
                "/v1beta/corpora/gemini-pro:generateContent",
                "/model/a+b",
                "/model/a+b/",
                "/model/a b/invoke",
                "/model/a+b/invoke/x",
                "/model/a%252Bb/invoke",
                "/model/other/invoke",
                "/model//invoke",
                "/MODEL/a+b/invoke",
                "/model/model/model/a+b/invoke"
            })
    void shouldForwardNothingElse(String path) {
        assertThat(paths.forwarded(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/model/model/a+b/invoke, /model/a+b/invoke",
        "/v1beta/v1beta/models/gemini-pro:generateContent, /v1beta/models/gemini-pro:generateContent"
    })
    void shouldTakeABaseThatIsRepeatedForOne(String path, String forwarded) {
        assertThat(paths.forwarded(path)).contains(forwarded);
    }

    @Test
    void shouldShowWhatIsOpen() {
        assertThat(paths.shown())
                .containsExactly(
                        "/v1/chat/completions", "/v1beta/models/{model}:{operation}", "/model/{model}/{operation}");
        assertThat(ModelPaths.NONE.shown()).isEmpty();
        assertThat(new ModelPaths(IntStream.range(0, 100)
                                .mapToObj(n -> new Model("m", "openai_completions", "/v1/" + n))
                                .toList())
                        .shown())
                .hasSize(20);
    }
}
