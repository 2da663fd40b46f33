package dev.modelsync.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** HTTP/2 and TLS, towards the caller and towards the provider. */
class Http2IT {
    private static final String KEY = "sk-http2-key";
    private static final long LIMIT = 20;

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static TestCertificate authority;
    private static TestProxy proxy;
    private static String token;
    private static HttpServer provider;
    private static final AtomicReference<HttpVersion> SPOKEN = new AtomicReference<>();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        authority = TestCertificate.selfSigned(folder, "localhost");
        proxy = TestProxy.another(Map.of(
                "modelsync.outbound.allow",
                "127.0.0.1",
                "modelsync.proxy.threads",
                1,
                "modelsync.proxy.head-timeout",
                "2s",
                "modelsync.proxy.ssl-bundle",
                "proxy",
                "spring.ssl.bundle.jks.proxy.keystore.location",
                authority.keyStore().toUri().toString(),
                "spring.ssl.bundle.jks.proxy.keystore.password",
                TestCertificate.PASSWORD,
                "spring.ssl.bundle.jks.proxy.keystore.type",
                "PKCS12",
                "modelsync.upstream.ca-certificates",
                authority.pem().toString()));
        token = proxy.enrol("demo");
        provider = provider(authority);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        vertx.close();
    }

    private static HttpServer provider(TestCertificate certificate) throws Exception {
        return done(vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(KeyCertOptions.wrap(certificate.keyManagers())))
                .requestHandler(Http2IT::echo)
                .listen());
    }

    private static void echo(HttpServerRequest request) {
        SPOKEN.set(request.version());
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("content-type", "text/plain")
                        .end(request.getHeader("authorization") + " " + body));
    }

    @Test
    void shouldSpeakHttp2WithBothSidesOverTls() throws Exception {
        TestService service = service(provider);

        assertThat(ask(service, HttpVersion.HTTP_2, true)).isEqualTo("200 HTTP_2 ************ wrote");
        assertThat(SPOKEN.get()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(ask(service, HttpVersion.HTTP_1_1, true)).isEqualTo("200 HTTP_1_1 ************ wrote");
        assertThat(SPOKEN.get()).isEqualTo(HttpVersion.HTTP_2);
    }

    @Test
    void shouldSpeakHttp2WithoutTlsToACallerThatKnows() throws Exception {
        TestProxy plain = TestProxy.running();
        String access = plain.enrol("plain");
        try (RawProvider raw = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            TestService service = new TestService(plain, "plain").registered(raw.url(), KEY);

            assertThat(ask(plain, service, HttpVersion.HTTP_2, false, access)).isEqualTo("200 HTTP_2 ok");
            assertThat(raw.requests().get(0)).startsWith("POST /v1/x HTTP/1.1").contains("wrote");
        }
    }

    @Test
    void shouldCancelAtTheProviderWhatIsCancelledOverHttp2() throws Exception {
        CompletableFuture<Long> cancelled = new CompletableFuture<>();
        HttpServer waiting = done(vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(KeyCertOptions.wrap(authority.keyManagers())))
                .requestHandler(request -> {
                    request.response().exceptionHandler(gone -> cancelled.complete(System.nanoTime()));
                    request.response().closeHandler(gone -> cancelled.complete(System.nanoTime()));
                    request.response().setChunked(true).write("begun");
                })
                .listen());
        TestService service = service(waiting);
        HttpClientResponse answer = send(proxy, service, HttpVersion.HTTP_2, true, token);
        CompletableFuture<Buffer> first = new CompletableFuture<>();
        answer.handler(first::complete);
        answer.resume();
        assertThat(first.get(LIMIT, TimeUnit.SECONDS)).hasToString("begun");

        long left = System.nanoTime();
        answer.request().reset();

        assertThat(Duration.ofNanos(cancelled.get(LIMIT, TimeUnit.SECONDS) - left))
                .isLessThan(Duration.ofSeconds(1));
        waiting.close();
    }

    @Test
    void shouldCloseAConnectionOnWhichNothingIsUnderWayAnyMore() throws Exception {
        try (RawProvider silent = new RawProvider(connection -> {
            connection.readRequest();
            connection.awaitLeft();
        })) {
            TestService service = new TestService(proxy, "demo").registered(silent.url(), KEY);
            HttpClientRequest request = request(proxy, service, HttpVersion.HTTP_2, true, token);
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            request.connection().closeHandler(gone -> closed.complete(true));
            request.send(Buffer.buffer("wrote"));
            await().until(() -> silent.requests().size() == 1);

            request.reset();

            // Long before the client would close it.
            assertThat(closed.get(LIMIT, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldTrustNoCertificateOfAnotherNameOrAuthorityUnlessTheServiceSaysSo() throws Exception {
        TestCertificate stranger = TestCertificate.selfSigned(folder, "stranger");
        HttpServer strange = provider(stranger);
        String url = "https://127.0.0.1:" + strange.actualPort();

        TestService strict = new TestService(proxy, "demo").registered(url, KEY);
        assertThat(ask(strict, HttpVersion.HTTP_1_1, true))
                .startsWith("502 HTTP_1_1")
                .contains("UPSTREAM_TLS_FAILED");

        TestService lax = new TestService(proxy, "demo").insecure(url, KEY);
        assertThat(ask(lax, HttpVersion.HTTP_1_1, true)).isEqualTo("200 HTTP_1_1 ************ wrote");
        // The connection that was not verified is not there for others.
        assertThat(ask(strict, HttpVersion.HTTP_1_1, true)).contains("UPSTREAM_TLS_FAILED");
        strange.close();
    }

    private static TestService service(HttpServer at) {
        return new TestService(proxy, "demo").registered("https://127.0.0.1:" + at.actualPort(), KEY);
    }

    private static String ask(TestService service, HttpVersion version, boolean tls) throws Exception {
        return ask(proxy, service, version, tls, token);
    }

    private static String ask(TestProxy at, TestService service, HttpVersion version, boolean tls, String access)
            throws Exception {
        HttpClientResponse answer = send(at, service, version, tls, access);
        Future<Buffer> whole = answer.body();
        answer.resume();
        String body = done(whole).toString();
        return answer.statusCode() + " " + answer.request().version() + " " + body.replace("Bearer ", "");
    }

    /** The answer, paused. */
    private static HttpClientResponse send(
            TestProxy at, TestService service, HttpVersion version, boolean tls, String access) throws Exception {
        return done(request(at, service, version, tls, access)
                .send(Buffer.buffer("wrote"))
                .map(answer -> {
                    answer.pause();
                    return answer;
                }));
    }

    private static HttpClientRequest request(
            TestProxy at, TestService service, HttpVersion version, boolean tls, String access) throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(version)
                .setSsl(tls)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(tls)
                .setAlpnVersions(List.of(version))
                .setHttp2ClearTextUpgrade(false));
        return done(client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(at.port())
                .setURI(service.path("/v1/x"))
                .putHeader("Authorization", "Bearer " + access)));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
    }
}
