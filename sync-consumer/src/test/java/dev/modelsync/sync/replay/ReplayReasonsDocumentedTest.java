package dev.modelsync.sync.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for those whose replay came to nothing says of each reason what the code says, and knows no other. */
class ReplayReasonsDocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "replay.md");

    @Test
    void shouldFindEveryReasonAsItIsAndNoOther() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `STALE` | ") || line.startsWith("| `FAILED` | "))
                .map(line -> line.substring(line.indexOf("| `", 2)))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(ReplayReason.values())
                        .map(reason -> "| `" + reason + "` | " + reason.explanation() + " | " + reason.remedy() + " |")
                        .toList());
    }
}
