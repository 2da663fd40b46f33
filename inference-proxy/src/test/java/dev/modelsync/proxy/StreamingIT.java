package dev.modelsync.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies go through piece by piece, at the pace of the slower side, and end when one side leaves. */
class StreamingIT {
    private static final String KEY = "sk-stream-key";
    private static final String SSE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** The promise; a caller's leaving has to reach the provider within it. */
    private static final Duration PROMPTLY = Duration.ofMillis(100);

    private static final int MEGABYTE = 1024 * 1024;

    private final TestProxy proxy = TestProxy.running();
    private final String project = TestProxy.fresh("project");
    private final String token = proxy.enrol(project);

    @Test
    void shouldPassEventsOnOneByOne() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readRequest();
                    connection.write(SSE);
                    for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                        connection.chunk(event);
                    }
                    connection.write("0\r\n\r\n");
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            caller.post(service.path("/v1/chat/completions"), token, "{}");

            // Each is met before the next one is sent, so none can have been kept back.
            assertThat(caller.readUntil("\r\n\r\n")).contains("200", "text/event-stream");
            for (int i = 0; i < 20; i++) {
                String event = "data: piece " + i + "\n\n";
                events.add(event);
                assertThat(caller.readUntil(event)).contains(event);
            }
            events.add("data: the key is " + KEY + "\n\n");
            assertThat(caller.readUntil("\n\n")).contains("the key is " + "*".repeat(KEY.length()));
            events.add("");
            assertThat(caller.readUntil("0\r\n\r\n")).isNotNull();
        }
    }

    @Test
    void shouldPassOnInOneWriteWhatCameInOne() throws Exception {
        try (RawProvider provider = RawProvider.answering(SSE + "b\r\ndata: one\n\n\r\n0\r\n\r\n");
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            byte[] answer = new byte[1000];
            for (int i = 0; i < 20; i++) {
                caller.post(service.path("/v1/chat/completions"), token, "{}");

                int length = caller.in().read(answer);

                assertThat(new String(answer, 0, length, US_ASCII))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("data: one\n\n\r\n0\r\n\r\n");
            }
        }
    }

    @Test
    void shouldLetTheProviderGoWhenTheCallerLeavesBeforeTheHead() throws Exception {
        leave(
                connection -> {
                    connection.readRequest();
                    connection.awaitLeft();
                },
                (caller, provider) -> await().until(() -> provider.requests().size() == 1));
    }

    @Test
    void shouldLetTheProviderGoWhenTheCallerLeavesInMidStream() throws Exception {
        leave(
                connection -> {
                    connection.readRequest();
                    connection.write(SSE);
                    connection.chunk("data: one\n\n");
                    connection.awaitLeft();
                },
                (caller, provider) -> caller.readUntil("data: one\n\n"));
    }

    @Test
    void shouldLetTheProviderGoWhenTheCallerLeavesAtTheLastPiece() throws Exception {
        leave(
                connection -> {
                    connection.readRequest();
                    connection.write(SSE);
                    connection.chunk("data: [DONE]\n\n");
                    connection.awaitLeft();
                },
                (caller, provider) -> caller.readUntil("[DONE]"));
    }

    @Test
    void shouldLetTheProviderGoWhenTheCallerLeavesWhileItSends() throws Exception {
        try (RawProvider provider = new RawProvider(connection -> {
                    connection.readHead();
                    connection.awaitLeft();
                });
                RawCaller caller = new RawCaller(proxy)) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            caller.write("POST " + service.path("/v1/files") + " HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1000));
            await().until(() -> provider.connections().size() == 1);
            long left = System.nanoTime();
            caller.abort();

            assertThat(Duration.ofNanos(provider.connections().get(0).left(LIMIT) - left))
                    .isLessThan(PROMPTLY);
        }
    }

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
            assertThat(request.substring(0, request.indexOf("\r\n\r\n")).toLowerCase(java.util.Locale.ROOT))
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

    private void leave(RawProvider.Script script, Moment moment) throws Exception {
        List<Duration> took = new ArrayList<>();
        // On a busy machine the best of a few shows what the proxy does, and each must end within the limit.
        for (int i = 0; i < 3; i++) {
            try (RawProvider provider = new RawProvider(script);
                    RawCaller caller = new RawCaller(proxy)) {
                TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
                caller.post(service.path("/v1/chat/completions"), token, "{}");
                moment.reach(caller, provider);
                long left = System.nanoTime();
                caller.abort();
                took.add(Duration.ofNanos(provider.connections().get(0).left(LIMIT) - left));
            }
        }
        assertThat(took).anySatisfy(one -> assertThat(one).isLessThan(PROMPTLY));
    }

    @FunctionalInterface
    private interface Moment {
        void reach(RawCaller caller, RawProvider provider) throws Exception;
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

    @Test
    void shouldSurviveThatManyStreamsLeaveAtOnce() throws Exception {
        int streams = 30;
        String piece = "x".repeat(MEGABYTE);
        try (RawProvider provider = new RawProvider(connection -> {
            connection.readRequest();
            connection.write(SSE);
            for (int i = 0; i < 5; i++) {
                connection.chunk(piece);
            }
            connection.awaitLeft();
        })) {
            TestService service = new TestService(proxy, project).registered(provider.url(), KEY);
            List<RawCaller> callers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                RawCaller caller = new RawCaller(proxy);
                caller.post(service.path("/v1/chat/completions"), token, "{}");
                caller.readUntil("\r\n\r\n");
                callers.add(caller);
            }
            for (RawCaller caller : callers) {
                caller.abort();
            }

            assertThat(Http.get(proxy.admin("/health/ready")).statusCode()).isEqualTo(200);
            await().atMost(LIMIT).until(() -> active() == 0);
        }
    }

    private double active() {
        return proxy.context()
                .getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .get("modelsync.proxy.requests.active")
                .gauge()
                .value();
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
