package dev.modelsync.cli.output;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, UTF_8);

    @Test
    void shouldShowHowFarItIsAndTakeItselfAway() {
        try (Progress progress = new Progress(terminal, true, Duration.ZERO)) {
            progress.reached(1, 4);
            progress.start("Clusters");
            await().until(() -> text().contains("\r[######..................] Clusters 1/4, 0 s"));
            progress.reached(2, 4);
            await().until(() -> text().contains("[############............] Clusters 2/4"));
        }
        assertThat(text()).endsWith("\r\u001b[K");
    }

    @Test
    void shouldShowThatItGoesOnWhereNothingElseIsKnown() {
        try (Progress progress = new Progress(terminal, true, Duration.ZERO)) {
            progress.start("Looking");
            await().until(() -> text().contains("[#.......................] Looking, 0 s"));
        }
    }

    @Test
    void shouldShowNothingOfWhatIsQuick() {
        try (Progress progress = new Progress(terminal, true)) {
            progress.start("Quick");
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void shouldShowNothingWhereThereIsNoTerminal() throws InterruptedException {
        try (Progress other = new Progress(terminal, false, Duration.ZERO);
                Progress progress = new Progress(new PrintStream(new ByteArrayOutputStream()), true, Duration.ZERO)) {
            other.start("Unseen");
            progress.start("Seen");
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void shouldLeaveTheTerminalAsItWasWhereItIsInterrupted() {
        try (Progress progress = new Progress(terminal, true, Duration.ZERO)) {
            progress.start("Waiting for the worker");
            await().until(() -> text().contains("Waiting for the worker"));
            progress.interrupted();
        }
        assertThat(text()).endsWith("\r\u001b[KInterrupted; what was ordered until then is not taken back\n");
    }

    private String text() {
        return shown.toString(UTF_8);
    }
}
