package dev.modelsync.sync.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for those who meet a reason says of each what the code says, and knows no other. */
class ReasonsDocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "parking.md");

    @Test
    void shouldFindEveryReasonAsItIsAndNoOther() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> "| `" + reason + "` | " + reason.explanation() + " | " + reason.remedy() + " |")
                        .toList());
    }
}
