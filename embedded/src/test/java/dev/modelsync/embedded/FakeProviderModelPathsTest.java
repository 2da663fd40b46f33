package dev.modelsync.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The families of providers whose requests name the model in the path. */
class FakeProviderModelPathsTest {
    private final FakeProvider provider = FakeProvider.start(0);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void shouldGenerateTextAsGeminiDoes() throws Exception {
        JsonNode answer = JsonMapper.shared()
                .readTree(post("/v1beta/models/gemini-2.5-flash:generateContent", """
                { "contents": [ { "role": "user", "parts": [ { "text": "hello" }, { "text": "world" } ] } ] }""", "x-goog-api-key", "AIza-test"));
        assertThat(answer.at("/candidates/0/content/parts/0/text").asString()).isEqualTo("You said: hello world");
        assertThat(answer.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer bedrock-key", "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-1/bedrock/aws4_request"})
    void shouldAnswerMessagesOnBedrockWhoseModelIsInThePath(String authorization) throws Exception {
        String answer =
                post("/model/arn:aws:bedrock:eu-1:1:profile%2Fclaude-v1:0/invoke", """
                { "anthropic_version": "bedrock-2023-05-31", "max_tokens": 9,
                  "messages": [ { "role": "user", "content": "hello" } ] }""", "Authorization", authorization);
        assertThat(JsonMapper.shared().readTree(answer).at("/content/0/text").asString())
                .isEqualTo("You said: hello");
    }

    private String post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
                .headers(headers)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
