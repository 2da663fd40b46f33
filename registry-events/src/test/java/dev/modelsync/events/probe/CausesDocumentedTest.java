package dev.modelsync.events.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for those who meet a cause says of each what the code says, and knows no other. */
class CausesDocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "status.md");

    @Test
    void shouldFindEveryCauseAsItIsAndNoOther() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| cause |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(ProbeCause.values())
                        .map(CausesDocumentedTest::line)
                        .toList());
    }

    private static String line(ProbeCause cause) {
        return "| `" + cause + "` | `" + cause.state() + "`" + (cause.mayPass() ? ", twice in a row" : "") + " | "
                + cause.explanation() + " | " + cause.remedy() + " |";
    }
}
