package dev.modelsync.proxy.forward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsDocumentedTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference.md");

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void shouldBeInTheReferenceWithItsStatus(Refusal refusal) throws IOException {
        assertThat(Files.readString(REFERENCE))
                .containsPattern("\\| " + refusal.status() + " \\|[^\\n]*`" + refusal.name() + "`");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void shouldBeAnError(Refusal refusal) {
        assertThat(refusal.status()).isBetween(400, 599);
        assertThat(refusal.title()).doesNotContain("\"", "\\");
    }
}
