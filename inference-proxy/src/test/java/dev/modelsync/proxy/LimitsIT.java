package dev.modelsync.proxy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the proxy gives up, and how it says so. */
class LimitsIT {
    private static final String KEY = "sk-limits-key";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String MARK = "x-modelsync-error";

    private final TestProxy proxy = TestProxy.hasty();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @Test
    void shouldLimitTheRequestsOfOneServiceOnly() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (answer.getCount() > 0) {
                        connection.chunk(".");
                        answer.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                    }
                    connection.write("0\r\n\r\n");
                });
                RawProvider other = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            TestService free = new TestService(proxy, project).registered(other.url(), KEY);
            RawCaller[] callers = new RawCaller[TestProxy.HASTY_REQUESTS];
            for (int i = 0; i < callers.length; i++) {
                callers[i] = new RawCaller(proxy);
                callers[i].post(service.path("/v1/x"), token, "{}");
                callers[i].readUntil("\r\n\r\n");
            }

            HttpResponse<String> refused = Http.post(service.at("/v1/x"), token, "{}");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue(MARK)).contains("TOO_MANY_REQUESTS");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(Http.call(free.at("/v1/x"), token).statusCode()).isEqualTo(200);

            answer.countDown();
            for (RawCaller caller : callers) {
                caller.readUntil("0\r\n\r\n");
                caller.close();
            }
            await().until(() -> Http.post(service.at("/v1/x"), token, "{}").statusCode() == 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Slow Down", "500 Oops", "503 Busy", "404 None", "400 Bad"})
    void shouldPassTheProvidersOwnErrorsOn(String status) throws IOException {
        try (RawProvider provider =
                RawProvider.answering("HTTP/1.1 " + status + "\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nbusy!")) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

            HttpResponse<String> answer = Http.call(service.at("/v1/x"), token);

            assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(answer.body()).isEqualTo("busy!");
            assertThat(answer.headers().firstValue("retry-after")).contains("7");
            assertThat(answer.headers().firstValue(MARK)).isEmpty();
        }
    }

    @Test
    void shouldGiveUpAProviderThatDoesNotBeginToAnswer() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
            connection.readRequest();
            connection.awaitLeft();
        })) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

            assertRefused(Http.post(service.at("/v1/x"), token, "{}"), 504, "UPSTREAM_FIRST_BYTE_TIMEOUT");
            provider.connections().get(0).left(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldBreakOffAnAnswerThatStops() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    connection.chunk("half");
                    connection.awaitLeft();
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

            String answer = caller.post(service.path("/v1/x"), token, "{}").readAll();

            assertThat(answer).contains("half").doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void shouldBreakOffAnAnswerWhoseProviderLeaves() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

            String answer = caller.post(service.path("/v1/x"), token, "{}").readAll();

            assertThat(answer).endsWith("\r\n\r\nhalf");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 Switching Protocols", "102 Processing", "199 Odd", "000 Nothing"})
    void shouldNotTakeForAnAnswerWhatIsNone(String status) throws IOException {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 " + status + "\r\n\r\n" + OK)) {
            assertRefused(call(provider.url()), 502, "UPSTREAM_PROTOCOL_ERROR");
        }
    }

    @Test
    void shouldSayHowAProviderFailed() throws IOException {
        try (RawProvider closing = new RawProvider(RawProvider.Connection::readRequest);
                RawProvider babbling = RawProvider.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                RawProvider plain = new RawProvider(connection -> {
                    connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                    connection.awaitLeft();
                })) {
            int free = freePort();
            assertRefused(call(closing.url()), 502, "UPSTREAM_CLOSED");
            assertRefused(call(babbling.url()), 502, "UPSTREAM_PROTOCOL_ERROR");
            assertRefused(call("http://127.0.0.1:" + free), 502, "UPSTREAM_UNREACHABLE");
            assertRefused(call("https://127.0.0.1:" + port(plain)), 502, "UPSTREAM_TLS_FAILED");
            assertRefused(call("http://no-such-host.invalid"), 502, "UPSTREAM_NAME_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2",
        "http://10.0.0.1",
        "http://172.16.0.1",
        "http://192.168.1.1",
        "http://100.64.0.1",
        "http://169.254.169.254",
        "http://0.0.0.0",
        "http://2130706434",
        "http://0x7f.0.0.2",
        "http://0177.0.0.2",
        "http://[::1]",
        "http://[fe80::1]",
        "http://[fc00::1]",
        "http://[fd00:ec2::254]",
        "http://[::ffff:127.0.0.2]",
        "http://[::ffff:10.0.0.1]",
        "http://[64:ff9b::a00:1]",
        "http://[2002:a00:1::1]",
        "http://metadata.google.internal",
        "http://denied.example.com"
    })
    void shouldConnectToNothingThatIsNotPublic(String endpoint) {
        HttpResponse<String> answer = call(endpoint);

        assertThat(answer.statusCode()).isEqualTo(502);
        // A name that does not resolve here cannot be refused for its address.
        assertThat(answer.headers().firstValue(MARK).orElseThrow())
                .isIn(
                        "UPSTREAM_ADDRESS_REFUSED",
                        endpoint.endsWith("internal") || endpoint.endsWith("example.com")
                                ? "UPSTREAM_NAME_NOT_FOUND"
                                : "UPSTREAM_ADDRESS_REFUSED");
    }

    @Test
    void shouldRefuseABodyThatIsTooLongBeforeTheProviderSeesIt() throws IOException {
        try (RawProvider provider = RawProvider.answering(OK)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);

            assertRefused(
                    Http.post(service.at("/v1/x"), token, "x".repeat(TestProxy.HASTY_BODY + 1)), 413, "BODY_TOO_LARGE");
            assertThat(provider.connections()).isEmpty();
            assertThat(Http.post(service.at("/v1/x"), token, "x".repeat(TestProxy.HASTY_BODY))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseABodyThatTurnsOutTooLong() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readHead();
                    connection.awaitLeft();
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            caller.write("POST " + service.path("/v1/x") + " HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer " + token
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            String piece = "x".repeat(0x8000);
            for (int i = 0; i < 5; i++) {
                caller.write("8000\r\n" + piece + "\r\n");
            }

            assertThat(caller.readUntil("BODY_TOO_LARGE")).startsWith("HTTP/1.1 413");
            provider.connections().get(0).left(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldHangUpOnWhoSendsAHeadOctetByOctet() throws Exception {
        try (RawCaller slow = new RawCaller(proxy)) {
            slow.write("POST /projects/demo/services/x/v1/x HTTP/1.1\r\nX-Slow: ");
            assertHungUpOn(slow);
        }
    }

    @Test
    void shouldHangUpOnWhoSendsTheNextHeadOctetByOctet() throws Exception {
        try (RawProvider provider = RawProvider.answering(OK);
                RawCaller slow = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            assertThat(slow.post(service.path("/v1/x"), token, "{}").readUntil("ok"))
                    .startsWith("HTTP/1.1 200");

            slow.write("POST ");
            assertHungUpOn(slow);
        }
    }

    private static void assertHungUpOn(RawCaller slow) throws IOException {
        long began = System.nanoTime();
        while (!slow.isHungUpWithin(Duration.ofMillis(50))) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TestProxy.HASTY_HEAD.multipliedBy(10));
            try {
                slow.write("x");
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void shouldGiveUpACallerWhoseBodyStops() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readHead();
                    connection.awaitLeft();
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            caller.write("POST " + service.path("/v1/x") + " HTTP/1.1\r\nHost: p\r\nApi-Key: " + token
                    + "\r\nContent-Length: 10\r\n\r\nhalf");

            assertThat(caller.readUntil("REQUEST_IDLE_TIMEOUT")).startsWith("HTTP/1.1 408");
            provider.connections().get(0).left(Duration.ofSeconds(10));
        }
    }

    private HttpResponse<String> call(String endpoint) {
        return Http.call(
                new TestService(proxy, project).registered(endpoint, KEY).at("/v1/x"), token);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String port(RawProvider provider) {
        return provider.url().substring(provider.url().lastIndexOf(':') + 1);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.headers().firstValue(MARK)).as(answer.body()).contains(code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
