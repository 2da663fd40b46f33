package dev.modelsync.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Long bodies go at the pace of the slower side, and only so much of them is held. */
class LongBodiesIT {
    private static final String KEY = "sk-long-key";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MEGABYTE = 1024 * 1024;

    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @Test
    void shouldSignALongBodyAndSendItWhole() throws Exception {
        String body = "x".repeat(5 * MEGABYTE) + "end";
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            TestService service = signed(provider);

            assertThat(Http.post(service.at("/model/anthropic.claude-v1:0/invoke"), token, body)
                            .statusCode())
                    .isEqualTo(200);
            String request = provider.requests().get(0);
            assertThat(request.length()).isGreaterThan(body.length());
            assertThat(request.endsWith("xend")).isTrue();
            assertThat(request.substring(0, request.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT))
                    .contains("content-length: " + body.length(), "authorization: aws4-hmac-sha256 credential=akid");
        }
    }

    @Test
    void shouldHoldOnlySoMuchOfBodiesThatAreToBeSigned() throws Exception {
        List<RawCaller> callers = new ArrayList<>();
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            TestService service = signed(provider);
            String path = "/model/anthropic.claude-v1:0/invoke";
            for (int i = 0; i < 4; i++) {
                RawCaller caller = new RawCaller(proxy);
                callers.add(caller);
                caller.write("POST " + service.path(path) + " HTTP/1.1\r\nHost: p\r\nApi-Key: " + token
                        + "\r\nExpect: 100-continue\r\nContent-Length: " + 64 * MEGABYTE + "\r\n\r\n");
                assertThat(caller.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
            }

            HttpResponse<String> refused = Http.call(service.at(path), token);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("x-modelsync-error")).contains("BODIES_HELD");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();

            callers.get(0).abort();
            await().until(() -> Http.call(service.at(path), token).statusCode() == 200);
        } finally {
            for (RawCaller caller : callers) {
                caller.close();
            }
        }
    }

    private TestService signed(RawProvider provider) {
        return new TestService(proxy, project)
                .registered(
                        "AWS_BEDROCK",
                        "ANTHROPIC_V1",
                        provider.url(),
                        Map.of("accessKeyId", "AKID", "secretAccessKey", "a-secret-access-key"));
    }

    @Test
    void shouldAskNoMoreOfTheProviderThanTheCallerTakes() throws Exception {
        AtomicLong sent = new AtomicLong();
        int whole = 256 * MEGABYTE;
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + whole + "\r\n\r\n");
                    String piece = "x".repeat(MEGABYTE);
                    while (sent.get() < whole) {
                        connection.write(piece);
                        sent.addAndGet(MEGABYTE);
                    }
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            caller.post(service.path("/v1/files"), token, "{}");
            caller.readUntil("\r\n\r\n");

            // Nothing is read any more: the provider must come to a halt far from its end.
            AtomicLong seen = new AtomicLong(-1);
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
                long now = sent.get();
                return now > 0 && now == seen.getAndSet(now);
            });
            assertThat(sent.get()).isLessThan(64L * MEGABYTE);

            assertThat(skip(caller.in(), whole)).isEqualTo(whole);
        }
    }

    @Test
    void shouldTakeNoMoreOfTheCallerThanTheProviderTakes() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        int whole = 64 * 1000 * 1000;
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readHead();
                    goOn.await();
                    assertThat(skip(connection.in(), whole)).isEqualTo(whole);
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            Thread sender = new Thread(() -> send(caller, service, whole, sent));
            sender.start();

            AtomicLong seen = new AtomicLong(-1);
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
                long now = sent.get();
                return now > 0 && now == seen.getAndSet(now);
            });
            assertThat(sent.get()).isLessThan(whole / 2);

            goOn.countDown();
            sender.join();
            assertThat(caller.readUntil("ok")).startsWith("HTTP/1.1 200");
        }
    }

    private void send(RawCaller caller, TestService service, int whole, AtomicLong sent) {
        try {
            caller.write("POST " + service.path("/v1/files") + " HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: " + whole + "\r\n\r\n");
            String piece = "x".repeat(100_000);
            while (sent.get() < whole) {
                caller.write(piece);
                sent.addAndGet(piece.length());
            }
        } catch (IOException e) {
            // The test sees what was sent.
        }
    }

    private static long skip(InputStream in, long bytes) throws IOException {
        in.skipNBytes(bytes);
        return bytes;
    }
}
