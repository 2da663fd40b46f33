package dev.modelsync.benchmark.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacedCallsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final long STALL_MILLIS = 300;

    /** A hundred calls, a millisecond apart. */
    private static final Arrivals CALLS = new Arrivals(
            LongStream.range(0, 100).map(i -> Duration.ofMillis(i).toNanos()).toArray());

    @Test
    void shouldCountFromWhenACallWasDueAndNotFromWhenItCouldBeMade() throws Exception {
        try (OneAnswerServer server = OneAnswerServer.start(ANSWER)) {
            CompletableFuture<Void> stall = CompletableFuture.runAsync(
                    server::letGo, CompletableFuture.delayedExecutor(STALL_MILLIS, TimeUnit.MILLISECONDS));
            Latencies latencies = new PacedCalls(call(server), 1).run(CALLS);
            stall.get();
            assertThat(latencies.count()).isEqualTo(CALLS.count());
            // Only the first call met the stall; all others were due during it.
            assertThat(latencies.medianMillis()).isGreaterThan(STALL_MILLIS - CALLS.count());
        }
    }

    @Test
    void shouldRefuseToMeasureAnswersThatAreNoSuccess() throws IOException {
        try (OneAnswerServer server =
                OneAnswerServer.start("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n")) {
            server.letGo();
            PacedCalls calls = new PacedCalls(call(server), 1);
            assertThatThrownBy(() -> calls.run(CALLS))
                    .hasRootCauseMessage("Answered with 'HTTP/1.1 429 Too Many Requests'");
        }
    }

    private static HttpCall call(OneAnswerServer server) {
        return new HttpCall(server.uri(), Map.of("Authorization", "Bearer token"), "");
    }
}
