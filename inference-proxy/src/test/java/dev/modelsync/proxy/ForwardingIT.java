package dev.modelsync.proxy;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.RecordedRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.modelsync.proxy.TestProvider.seen;
import static org.assertj.core.api.Assertions.assertThat;

/** What provider and caller get of a request and its answer. */
class ForwardingIT {
    private static final String KEY = "sk-hush-hush-hush";
    private static final String CHAT =
            "{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
    private static final String MARK = "x-modelsync-error";

    private final FakeProvider provider = TestProvider.running();
    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @ParameterizedTest
    @CsvSource({
        "OPENAI, OPENAI_V1, /v1/embeddings, authorization, 'Bearer '",
        "NVIDIA_NIM, OPENAI_V1, /v1/infer, authorization, 'Bearer '",
        "NVIDIA_NIM, OPENAI_V1, /v1/ranking, authorization, 'Bearer '",
        "NVIDIA_NIM, OPENAI_V1, /v1/embeddings, authorization, 'Bearer '",
        "OPENROUTER, OPENAI_V1, /v1/chat/completions, authorization, 'Bearer '",
        "AWS_BEDROCK, OPENAI_V1, /openai/v1/chat/completions, authorization, 'Bearer '",
        "AWS_BEDROCK, ANTHROPIC_V1, /model/anthropic.claude-v1:0/invoke, authorization, 'Bearer '",
        "ANTHROPIC, ANTHROPIC_V1, /v1/messages, x-api-key, ''",
        "GEMINI, GEMINI_V1_BETA, /v1beta/models/gemini-pro:generateContent, x-goog-api-key, ''"
    })
    void shouldShowTheProviderItsKeyInItsWay(String kind, String protocol, String path, String header, String scheme) {
        TestService service = new TestService(proxy, project)
                .registered(kind, protocol, provider.baseUrl() + "/base", Map.of("apiKey", KEY));

        HttpResponse<String> answer = Http.post(service.at(path), token, CHAT);

        assertThat(answer.headers().firstValue(MARK)).isEmpty();
        RecordedRequest seen = seen("/base" + path);
        assertThat(seen.headers().get(header)).containsExactly(scheme + KEY);
        assertThat(seen.body()).isEqualTo(CHAT);
        assertThat(seen.headers().toString()).doesNotContain(token);
        assertThat(seen.header("host")).contains("127.0.0.1:" + provider.port());
        assertThat(answer.toString() + answer.headers().map() + answer.body()).doesNotContain(KEY);
    }

    @Test
    void shouldNameAnthropicsVersionWhereTheCallerDoesNot() {
        TestService service = new TestService(proxy, project)
                .registered("ANTHROPIC", "ANTHROPIC_V1", provider.baseUrl() + "/a", Map.of("apiKey", KEY));

        Http.post(service.at("/v1/messages"), token, "{}");
        assertThat(seen("/a/v1/messages").header("anthropic-version")).contains("2023-06-01");

        Http.send(HttpRequest.newBuilder(service.at("/other/v1/messages"))
                .header("x-api-key", token)
                .header("anthropic-version", "2099-01-01")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(seen("/a/other/v1/messages").headers().get("anthropic-version"))
                .containsExactly("2099-01-01");
    }

    @Test
    void shouldAnswerAsTheProviderDoes() {
        TestService service =
                new TestService(proxy, project).registered(provider.baseUrl().toString(), KEY);

        HttpResponse<String> good = Http.post(service.at("/v1/chat/completions"), token, CHAT);
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("content-type")).contains("application/json");
        assertThat(good.body()).contains("You said: hi");

        HttpResponse<String> bad = Http.post(service.at("/v1/chat/completions"), token, "not json");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("invalid_request_error");
        assertThat(bad.headers().firstValue(MARK)).isEmpty();

        assertThat(Http.call(service.at("/v1/embeddings"), token).body()).contains("embedding");
    }

    @Test
    void shouldSendNoKeyForAServiceWithoutOne() {
        TestService service = new TestService(proxy, project)
                .registered("NVIDIA_NIM", "OPENAI_V1", provider.baseUrl() + "/free", Map.of());

        HttpResponse<String> answer = Http.post(service.at("/v1/ranking"), token, "{}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue(MARK)).isEmpty();
        assertThat(seen("/free/v1/ranking").header("authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/model/anthropic.claude-v1:0/invoke", "/model/model/anthropic.claude-v1:0/invoke"})
    void shouldTakeWhateverIsAppendedToBedrocksAddress(String path) {
        TestService service = new TestService(proxy, project)
                .registered("AWS_BEDROCK", "ANTHROPIC_V1", provider.baseUrl() + "/aws", Map.of("apiKey", KEY));

        assertThat(Http.call(service.at(path), token).headers().firstValue(MARK))
                .isEmpty();
        assertThat(provider.requests().stream().map(RecordedRequest::path).filter(seen -> seen.startsWith("/aws/")))
                .isNotEmpty()
                .containsOnly("/aws/model/anthropic.claude-v1:0/invoke");
    }

    @Test
    void shouldKeepFromTheProviderWhatIsNotForIt() throws IOException {
        try (RawProvider raw = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            TestService service = new TestService(proxy, project).registered(raw.url(), KEY);
            try (RawCaller caller = new RawCaller(proxy)) {
                caller.write("POST " + service.path("/v1/embeddings?key=AIza-caller&x=1")
                        + " HTTP/1.1\r\nHost: evil.example.com\r\n"
                        + "Authorization: Bearer " + token + "\r\nX-Api-Key: " + token + "\r\nCookie: session=1\r\n"
                        + "Proxy-Authorization: Basic eA==\r\nX-Forwarded-For: 10.1.2.3\r\nForwarded: for=10.1.2.3\r\n"
                        + "Connection: keep-alive, X-Secret-Hop\r\nX-Secret-Hop: 1\r\nTE: trailers\r\nUpgrade: websocket\r\n"
                        + "traceparent: 00-1-1-01\r\nAccept-Encoding: gzip\r\nX-Request-Id: r-1\r\n\r\n");
                assertThat(caller.readUntil("ok")).startsWith("HTTP/1.1 200");
            }

            assertThat(raw.requests()).hasSize(1);
            String request = raw.requests().get(0).toLowerCase(Locale.ROOT);
            assertThat(request)
                    .startsWith("post /v1/embeddings?x=1 http/1.1\r\n")
                    .contains(
                            "content-length: 0",
                            "x-request-id: r-1",
                            "authorization: bearer " + KEY,
                            "host: 127.0.0.1:")
                    .doesNotContain(
                            token,
                            "cookie",
                            "proxy-",
                            "forwarded",
                            "x-secret-hop",
                            "te:",
                            "upgrade",
                            "traceparent",
                            "accept-encoding",
                            "evil",
                            "aiza",
                            "transfer-encoding");
        }
    }

    @Test
    void shouldKeepFromTheCallerWhatIsNotForIt() throws IOException {
        String body = "your key is " + KEY;
        try (RawProvider raw = RawProvider.answering("HTTP/1.1 401 No\r\nSet-Cookie: a=b\r\nX-Echo: " + KEY
                + "\r\nX-" + KEY
                + ": 1\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\n"
                + "X-Modelsync-Error: NO_SUCH_SERVICE\r\nAlt-Svc: h3=\":443\"\r\nX-Request-Id: r-2\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body)) {
            TestService service = new TestService(proxy, project).registered(raw.url(), KEY);

            HttpResponse<String> answer = Http.call(service.at("/v1/embeddings"), token);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("your key is " + "*".repeat(KEY.length()));
            assertThat(answer.headers().map())
                    .containsKeys("x-request-id", "content-length")
                    .doesNotContainKeys(
                            "set-cookie",
                            "x-echo",
                            "x-" + KEY,
                            "x-hop",
                            "keep-alive",
                            "proxy-authenticate",
                            MARK,
                            "alt-svc");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldNotFollowARedirectNorSayWhereItLeads(int status) throws IOException {
        try (RawProvider trap = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawProvider raw = RawProvider.answering("HTTP/1.1 " + status + " Moved\r\nLocation: " + trap.url()
                        + "/leak\r\nContent-Length: 0\r\n\r\n")) {
            TestService service = new TestService(proxy, project).registered(raw.url(), KEY);

            HttpResponse<String> answer = Http.post(service.at("/v1/embeddings"), token, "{}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue(MARK)).contains("UPSTREAM_REDIRECTED");
            assertThat(answer.headers().map()).doesNotContainKey("location");
            assertThat(trap.connections()).isEmpty();
        }
    }

    @Test
    void shouldPassAnswersWithoutABody() throws IOException {
        try (RawProvider raw = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 204 No Content\r\n\r\n");
                    connection.readRequest();
                    connection.write("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(raw.url(), KEY);

            assertThat(caller.post(service.path("/v1/x"), token, "").readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 204")
                    .doesNotContainIgnoringCase("transfer-encoding");
            assertThat(caller.post(service.path("/v1/x"), token, "").readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 304")
                    .containsIgnoringCase("etag")
                    .doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    void shouldAskForABodyThatWaitsToBeAskedFor() throws IOException {
        try (RawProvider raw = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(raw.url(), KEY);

            caller.write("POST " + service.path("/v1/x") + " HTTP/1.1\r\nHost: p\r\nApi-Key: " + token
                    + "\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(caller.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
            caller.write("body");

            assertThat(caller.readUntil("ok")).startsWith("HTTP/1.1 200");
            assertThat(raw.requests().get(0)).endsWith("body").doesNotContainIgnoringCase("expect");
        }
    }
}
