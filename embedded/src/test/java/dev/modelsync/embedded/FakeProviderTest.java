package dev.modelsync.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FakeProviderTest {
    private static final String[] BEARER = {"Authorization", "Bearer sk-test"};
    private static final String[] API_KEY = {"x-api-key", "sk-ant-test"};

    private final FakeProvider provider = FakeProvider.start(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void shouldEmbedEachInputTheSameWayEveryTime() throws Exception {
        String body = """
                { "model": "m", "input": ["one", "two"], "dimensions": 8 }""";
        JsonNode first = json(post("/v1/embeddings", body, BEARER));
        JsonNode second = json(post("/v1/embeddings", body, BEARER));
        assertThat(first).isEqualTo(second);
        assertThat(first.path("data")).hasSize(2);
        assertThat(first.at("/data/1/index").asInt()).isEqualTo(1);
        List<Double> one = numbers(first.at("/data/0/embedding"));
        assertThat(one).hasSize(8).isNotEqualTo(numbers(first.at("/data/1/embedding")));
        assertThat(one.stream().mapToDouble(value -> value * value).sum()).isCloseTo(1.0, within(1e-9));
    }

    @Test
    void shouldEmbedASingleStringInTheModelsOwnDimensions() throws Exception {
        JsonNode answer = json(post("/v1/embeddings", """
                { "model": "text-embedding-3-large", "input": "one" }""", BEARER));
        assertThat(answer.at("/data/0/embedding")).hasSize(3072);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(1);
    }

    @Test
    void shouldEmbedAsBase64WhenAsked() throws Exception {
        String body = """
                { "model": "m", "input": "one", "dimensions": 4%s }""";
        List<Double> plain =
                numbers(json(post("/v1/embeddings", body.formatted(""), BEARER)).at("/data/0/embedding"));
        JsonNode encoded = json(post("/v1/embeddings", body.formatted(", \"encoding_format\": \"base64\""), BEARER));
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(encoded.at("/data/0/embedding").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(4 * Float.BYTES);
        assertThat((double) bytes.getFloat()).isCloseTo(plain.get(0), within(1e-6));
    }

    @Test
    void shouldCompleteAChat() throws Exception {
        JsonNode answer = json(post("/v1/chat/completions", chat(false), BEARER));
        assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("You said: hello big world");
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void shouldStreamAChatPieceByPiece() throws Exception {
        HttpResponse<String> response = post("/v1/chat/completions", chat(true), BEARER);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> data = data(response.body());
        assertThat(data).hasSizeGreaterThan(5).last().isEqualTo("[DONE]");
        String said = data.subList(0, data.size() - 1).stream()
                .map(JsonMapper.shared()::readTree)
                .map(chunk -> chunk.at("/choices/0/delta/content").asString(""))
                .collect(Collectors.joining());
        assertThat(said).isEqualTo("You said: hello big world");
    }

    @Test
    void shouldAnswerAnthropicMessages() throws Exception {
        JsonNode answer = json(post("/v1/messages", message(false), API_KEY));
        assertThat(answer.at("/content/0/text").asString()).isEqualTo("You said: hello big world");
        assertThat(answer.path("stop_reason").asString()).isEqualTo("end_turn");
    }

    @Test
    void shouldStreamAnthropicMessagesWithNamedEvents() throws Exception {
        String body = post("/v1/messages", message(true), API_KEY).body();
        assertThat(body.lines().filter(line -> line.startsWith("event: ")).distinct())
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        String said = data(body).stream()
                .map(JsonMapper.shared()::readTree)
                .map(event -> event.at("/delta/text").asString(""))
                .collect(Collectors.joining());
        assertThat(said).isEqualTo("You said: hello big world");
    }

    @Test
    void shouldReadEachImage() throws Exception {
        JsonNode answer = json(post("/v1/infer", """
                { "input": [ { "type": "image_url", "url": "data:image/png;base64,AAAA" },
                             { "type": "image_url", "url": "data:image/png;base64,BBBB" } ] }""", BEARER));
        assertThat(answer.path("data")).hasSize(2);
        assertThat(answer.at("/data/1/text_detections/0/text_prediction/text").asString())
                .isNotBlank();
        assertThat(answer.at("/data/1/text_detections/0/bounding_box/points")).hasSize(4);
    }

    @Test
    void shouldRankTheClosestPassageFirst() throws Exception {
        JsonNode answer = json(post("/v1/ranking", """
                { "model": "m", "query": { "text": "which way should I go?" },
                  "passages": [ { "text": "nothing" }, { "text": "go this way" }, { "text": "go" } ] }""", BEARER));
        assertThat(StreamSupport.stream(answer.path("rankings").spliterator(), false)
                        .map(ranking -> ranking.path("index").asInt()))
                .containsExactly(1, 2, 0);
    }

    @Test
    void shouldListModelsBelowAnyPath() throws Exception {
        HttpResponse<String> response =
                send(request("/some/team/v1/models", BEARER).GET());
        assertThat(json(response).path("data")).hasSize(OpenAiAnswers.MODELS.size());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, x-api-key, /data/0/id, claude-sonnet-4-5",
        "/v1beta/models, x-goog-api-key, /models/0/name, models/gemini-2.5-pro",
        "/v1/key, Authorization, /data/limit_remaining, 7.5",
        "/v1/metadata, Authorization, /modelInfo/0/shortName, fake-nim"
    })
    void shouldTellForNothingWhatEachFamilyTells(String path, String header, String pointer, String expected)
            throws Exception {
        HttpResponse<String> response =
                send(request("/team" + path, header, "Bearer k").GET());
        assertThat(json(response).at(pointer).asString()).isEqualTo(expected);
        assertThat(send(request("/team" + path, "Accept", "*/*").GET()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldMisbehaveBelowAPrefixUntilToldToBehave() throws Exception {
        provider.misbehave("/broken", Misbehaviour.answer(503, "{}"));
        assertThat(send(request("/broken/v1/models", BEARER).GET()).statusCode())
                .isEqualTo(503);
        assertThat(send(request("/v1/models", BEARER).GET()).statusCode()).isEqualTo(200);
        provider.misbehave("/broken", Misbehaviour.redirect(provider.baseUrl()));
        assertThat(send(request("/broken/v1/models", BEARER).GET()).headers().firstValue("Location"))
                .contains(provider.baseUrl().toString());
        provider.misbehave("/broken", Misbehaviour.breakOff());
        assertThatThrownBy(() -> send(request("/broken/v1/models", BEARER).GET()))
                .isInstanceOf(IOException.class);
        provider.behave("/broken");
        assertThat(send(request("/broken/v1/models", BEARER).GET()).statusCode())
                .isEqualTo(200);
        assertThat(provider.requests()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldSpeakTlsUnderACertificateThatNobodyVouchesFor() {
        try (FakeProvider withTls = FakeProvider.startWithTls()) {
            URI models = URI.create(withTls.baseUrl() + "/v1/models");
            assertThat(models.getScheme()).isEqualTo("https");
            assertThatThrownBy(() ->
                            client.send(HttpRequest.newBuilder(models).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "embeddings, /error/code, invalid_api_key",
        "chat/completions, /error/type, invalid_request_error",
        "infer, /title, Unauthorized",
        "ranking, /title, Unauthorized",
        "messages, /error/type, authentication_error",
        "model/m/invoke, /message, the request shows no credential",
        "v1beta/models/m:generateContent, /error/status, UNAUTHENTICATED"
    })
    void shouldRefuseARequestWithoutACredentialInTheProvidersOwnWords(String endpoint, String pointer, String expected)
            throws Exception {
        HttpResponse<String> response = post("/v1/" + endpoint, "{}", "Authorization", "Bearer ");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).at(pointer).asString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"embeddings, '{ \"model\": \"m\" }', input", "ranking, '{', JSON"})
    void shouldRefuseAnUnusableBody(String endpoint, String body, String named) throws Exception {
        HttpResponse<String> response = post("/v1/" + endpoint, body, BEARER);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(named);
    }

    @Test
    void shouldRefuseDimensionsOutOfRange() throws Exception {
        HttpResponse<String> response = post("/v1/embeddings", """
                { "model": "m", "input": "x", "dimensions": 0 }""", BEARER);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("'dimensions' is 0");
    }

    @Test
    void shouldNotKnowOtherEndpoints() throws Exception {
        assertThat(post("/v1/unknown", "{}", BEARER).statusCode()).isEqualTo(404);
        assertThat(send(request("/v1/embeddings", BEARER).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRecordWhatItReceivedWithoutShowingSecrets() throws Exception {
        post("/team%20a/v1/embeddings?version=2", """
                { "model": "m", "input": "ü", "dimensions": 1 }""", BEARER);
        assertThat(provider.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/team a/v1/embeddings");
            assertThat(request.query()).isEqualTo("version=2");
            assertThat(request.header("authorization")).contains("Bearer sk-test");
            assertThat(request.body()).contains("ü");
            assertThat(request.toString()).doesNotContain("sk-test");
        });
    }

    @Test
    void shouldNameATakenPort() {
        assertThatThrownBy(() -> FakeProvider.start(provider.port()).close())
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining(Integer.toString(provider.port()));
    }

    private static String chat(boolean stream) {
        return """
                { "model": "gpt-4o", "stream": %s,
                  "messages": [ { "role": "system", "content": "be brief" },
                                { "role": "user", "content": "hello big world" } ] }""".formatted(stream);
    }

    private static String message(boolean stream) {
        return """
                { "model": "claude", "max_tokens": 10, "stream": %s,
                  "messages": [ { "role": "user", "content": [ { "type": "text", "text": "hello big world" } ] } ] }""".formatted(stream);
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path)).headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }

    private static List<String> data(String events) {
        return events.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}
