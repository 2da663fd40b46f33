package dev.modelsync.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers go through piece by piece, and end when one side leaves. */
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
}
