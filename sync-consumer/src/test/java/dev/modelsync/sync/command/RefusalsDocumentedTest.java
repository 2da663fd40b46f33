package dev.modelsync.sync.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for those whose command was refused says of each refusal what the code says, and knows no other. */
class RefusalsDocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    @Test
    void shouldFindEveryRefusalAsItIsAndNoOther() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<String> documented =
                lines.subList(lines.indexOf("| refused because | what it means | what to do |"), lines.size()).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(Refusal.values())
                        .map(refusal ->
                                "| `" + refusal + "` | " + refusal.explanation() + " | " + refusal.remedy() + " |")
                        .toList());
    }
}
