package dev.modelsync.cli;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** That somebody who waits sees that something goes on, and for what. */
class WaitingShownTest {
    private final FakeHm hm = new FakeHm();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        hm.close();
    }

    @ParameterizedTest
    @CsvSource({"topics verify, Waiting for Hybrid Manager, Looking", "doctor, Looking, Waiting for Hybrid Manager"})
    void shouldShowOneLineWhileAnAnswerTakesLongAndTakeItAway(String command, String shown, String not) {
        hm.onEverything(404, "{\"status\": 404, \"detail\": \"no\"}").holding(release);
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();

        CompletableFuture<Integer> run =
                CompletableFuture.supplyAsync(() -> Run.onTerminal(terminal, hm, command.split(" ")));
        await().until(() -> terminal.toString(UTF_8).contains("] " + shown + ", 2 s"));
        release.countDown();

        assertThat(run.join()).isPositive();
        assertThat(terminal.toString(UTF_8)).contains("\r\u001b[K").doesNotContain(not);
    }
}
