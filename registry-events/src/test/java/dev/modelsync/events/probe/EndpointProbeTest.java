package dev.modelsync.events.probe;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.Misbehaviour;
import dev.modelsync.embedded.RecordedRequest;
import dev.modelsync.provider.address.OutboundAddresses;
import dev.modelsync.provider.address.OutboundPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a provider sees of a probe, and what is made of its answers. */
class EndpointProbeTest {
    private static final String KEY = "sk-Recognisable";
    private static final Map<String, String> API_KEY = Map.of("apiKey", KEY);
    /** Of requests that have to be answered: never waited for. */
    private static final Duration AMPLE = Duration.ofSeconds(30);
    /** Of requests that are not answered: waited for. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static FakeProvider provider;
    private static FakeProvider withTls;

    private final ProviderClient client = new ProviderClient(new OutboundAddresses(OutboundPolicy.everything()), AMPLE);
    private final EndpointProbe probe = new EndpointProbe(client, true);

    @BeforeAll
    static void startProviders() {
        provider = FakeProvider.start(0);
        withTls = FakeProvider.startWithTls();
    }

    @AfterAll
    static void stopProviders() {
        provider.close();
        withTls.close();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, OPENAI_V1, /v1/models, '', Authorization, Bearer " + KEY,
        "OPENAI_COMPATIBLE, OPENAI_V1, /v1/models, '', Authorization, Bearer " + KEY,
        "NVIDIA_NIM, OPENAI_V1, /v1/models, '', Authorization, Bearer " + KEY,
        "ANTHROPIC, ANTHROPIC_V1, /v1/models, limit=1000, x-api-key, " + KEY,
        "GEMINI, GEMINI_V1_BETA, /v1beta/models, pageSize=1000, x-goog-api-key, " + KEY,
        "OPENROUTER, OPENAI_V1, /v1/key, '', Authorization, Bearer " + KEY,
        "AWS_BEDROCK, OPENAI_V1, /openai/v1/models, '', Authorization, Bearer " + KEY
    })
    void shouldAskEachProviderInItsWayWithoutSpendingTokens(
            String name, String protocol, String path, String query, String header, String value) {
        String prefix = "/asks-" + name;
        Finding finding = probe.probe(new ProbeTarget(name, provider.baseUrl() + prefix, protocol, false, API_KEY));

        assertThat(finding.cause()).isNull();
        assertThat(requests(prefix)).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo(prefix + path);
            assertThat(request.query()).isEqualTo(query);
            assertThat(request.header(header)).contains(value);
            assertThat(request.header("Accept")).contains("application/json");
            assertThat(request.header("Upgrade")).isEmpty();
            assertThat(request.header("anthropic-version").isPresent()).isEqualTo(name.equals("ANTHROPIC"));
            assertThat(request.body()).isEmpty();
        });
    }

    @Test
    void shouldSendNothingOfAnAccessKey() {
        Map<String, String> accessKey = Map.of("accessKeyId", "AKIA" + KEY, "secretAccessKey", KEY);
        Finding finding = probe.probe(
                new ProbeTarget("AWS_BEDROCK", provider.baseUrl() + "/access-key", "OPENAI_V1", false, accessKey));

        assertThat(finding.cause()).isEqualTo(ProbeCause.NOT_CHECKABLE);
        assertThat(requests("/access-key"))
                .singleElement()
                .satisfies(request -> assertThat(request.headers().toString()).doesNotContain(KEY));
    }

    @Test
    void shouldAskANimWithoutAListForItsMetadata() {
        provider.misbehave("/nim-without-list", Misbehaviour.answer(404, "{}"));

        assertThat(of("NVIDIA_NIM", "/nim-without-list").cause()).isEqualTo(ProbeCause.NO_MODEL_LIST);
        assertThat(requests("/nim-without-list"))
                .extracting(RecordedRequest::path)
                .containsExactly("/nim-without-list/v1/models", "/nim-without-list/v1/metadata");
    }

    @Test
    void shouldTellWhichModelsTheProviderDoesNotKnow() {
        assertThat(of("OPENAI", "/lists").unlisted(List.of("gpt-4o", "gpt-4o-typo")))
                .containsExactly("gpt-4o-typo");
    }

    @ParameterizedTest
    @CsvSource({
        "401, BAD_KEY",
        "403, NO_PERMISSION",
        "429, QUOTA",
        "404, NOT_FOUND",
        "500, PROVIDER_ERROR",
        "204, UNEXPECTED_ANSWER"
    })
    void shouldClassifyRefusalsAndTakeNothingOver(int status, ProbeCause cause) {
        String prefix = "/refuses-" + status;
        provider.misbehave(
                prefix, Misbehaviour.answer(status, status == 204 ? "" : "{\"error\": \"wrong key " + KEY + "\"}"));
        Finding finding = of("OPENAI", prefix);

        assertThat(finding.cause()).isEqualTo(cause);
        assertThat(finding.toString()).doesNotContain(KEY);
    }

    @Test
    void shouldFollowNoRedirect() {
        provider.misbehave("/redirects", Misbehaviour.redirect(URI.create(provider.baseUrl() + "/thief/v1/models")));

        assertThat(of("OPENAI", "/redirects").cause()).isEqualTo(ProbeCause.REDIRECTED);
        assertThat(requests("/thief")).isEmpty();
    }

    @Test
    void shouldReadNoAnswerWithoutAnEnd() {
        provider.misbehave("/endless", Misbehaviour.endless());

        assertThat(of("OPENAI", "/endless").cause()).isEqualTo(ProbeCause.UNEXPECTED_ANSWER);
    }

    @Test
    void shouldTakeABrokenConnectionForUnreachable() {
        provider.misbehave("/breaks-off", Misbehaviour.breakOff());

        assertThat(of("OPENAI", "/breaks-off").cause()).isEqualTo(ProbeCause.UNREACHABLE);
    }

    @Test
    void shouldTakeAClosedPortAndAnUnknownNameForUnreachable() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(at("http://127.0.0.1:" + closed).cause()).isEqualTo(ProbeCause.UNREACHABLE);
        assertThat(at("http://no-such-host.invalid").cause()).isEqualTo(ProbeCause.UNREACHABLE);
    }

    @Test
    void shouldGiveUpAProviderThatDoesNotAnswer() {
        Misbehaviour.Hang silence = Misbehaviour.hang();
        provider.misbehave("/hangs", silence);
        try (ProviderClient impatient = new ProviderClient(new OutboundAddresses(OutboundPolicy.everything()), SHORT)) {
            assertThat(new EndpointProbe(impatient, true)
                            .probe(new ProbeTarget(
                                    "OPENAI", provider.baseUrl() + "/hangs", "OPENAI_V1", false, API_KEY))
                            .cause())
                    .isEqualTo(ProbeCause.TIMED_OUT);
        } finally {
            silence.release();
        }
    }

    /** Each byte comes in time, and the whole never would. */
    @Test
    void shouldGiveUpAProviderThatAnswersByDrops() throws Exception {
        CompletableFuture<Void> drops;
        try (ServerSocket server = new ServerSocket(0);
                ProviderClient impatient =
                        new ProviderClient(new OutboundAddresses(OutboundPolicy.everything()), SHORT)) {
            drops = CompletableFuture.runAsync(() -> drip(server));
            Finding finding = new EndpointProbe(impatient, true)
                    .probe(new ProbeTarget(
                            "OPENAI", "http://127.0.0.1:" + server.getLocalPort(), "OPENAI_V1", false, API_KEY));

            assertThat(finding.cause()).isEqualTo(ProbeCause.TIMED_OUT);
        }
        // The server is closed by now: on a busy machine the time may be over before there is a connection.
        drops.join();
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(UTF_8));
            // Until the client hangs up.
            while (true) {
                out.write(' ');
                out.flush();
                Thread.onSpinWait();
            }
        } catch (IOException clientLeft) {
            assertThat(clientLeft).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"http, UNEXPECTED_ANSWER", "https, TLS"})
    void shouldTellSomethingThatDoesNotSpeakTheProtocol(String scheme, ProbeCause cause) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> greeting = CompletableFuture.runAsync(() -> greet(server));

            assertThat(at(scheme + "://127.0.0.1:" + server.getLocalPort()).cause())
                    .isEqualTo(cause);
            greeting.join();
        }
    }

    private static void greet(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException clientLeft) {
            assertThat(clientLeft).isNotNull();
        }
    }

    @Test
    void shouldTrustACertificateThatNobodyVouchesForOnlyWhereTheServiceAllowsIt() {
        ProbeTarget strict = new ProbeTarget("OPENAI", withTls.baseUrl().toString(), "OPENAI_V1", false, API_KEY);
        ProbeTarget insecure = new ProbeTarget("OPENAI", withTls.baseUrl().toString(), "OPENAI_V1", true, API_KEY);

        assertThat(probe.probe(strict).cause()).isEqualTo(ProbeCause.TLS);
        assertThat(withTls.requests()).isEmpty();
        assertThat(probe.probe(insecure).cause()).isNull();
        assertThat(probe.probe(strict).cause()).isEqualTo(ProbeCause.TLS);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost", "http://127.0.0.1", "http://[::1]", "http://2130706433", "http://inside.example.com"
    })
    void shouldNotConnectToAddressesInside(String host) {
        int before = provider.requests().size();
        OutboundAddresses lying = Names.guarded(Map.of("inside.example.com", "127.0.0.1"));
        try (ProviderClient guarded = new ProviderClient(lying, AMPLE)) {
            ProbeTarget target = new ProbeTarget("OPENAI", host + ":" + provider.port(), "OPENAI_V1", true, API_KEY);

            assertThat(new EndpointProbe(guarded, false).probe(target).cause()).isEqualTo(ProbeCause.ADDRESS_REFUSED);
            // Also when only the connecting side looks.
            assertThat(new EndpointProbe(guarded, true).probe(target).cause()).isEqualTo(ProbeCause.ADDRESS_REFUSED);
        }
        assertThat(provider.requests()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({
        "FUTURE, OPENAI_V1, https://models.example.com",
        "OPENAI, FUTURE_V1, https://models.example.com",
        "OPENAI, OPENAI_V1, ftp://models.example.com"
    })
    void shouldNotUnderstandARowOfAnotherVersion(String name, String protocol, String url) {
        assertThat(probe.probe(new ProbeTarget(name, url, protocol, false, API_KEY))
                        .cause())
                .isEqualTo(ProbeCause.UNREADABLE_SERVICE);
    }

    private Finding of(String name, String prefix) {
        return probe.probe(new ProbeTarget(name, provider.baseUrl() + prefix, "OPENAI_V1", false, API_KEY));
    }

    private Finding at(String url) {
        return probe.probe(new ProbeTarget("OPENAI", url, "OPENAI_V1", false, API_KEY));
    }

    private static List<RecordedRequest> requests(String prefix) {
        return provider.requests().stream()
                .filter(request -> request.path().startsWith(prefix + "/"))
                .toList();
    }
}
