package dev.modelsync.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StoryIT {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    private Path data;

    /** Cluster 'primary' goes through the proxy; QuickstartIT tells the story where both do. */
    @Test
    void shouldArriveStepByStepWithDirectDeliveryTooAndAgainAfterAReRegistration() {
        Settings settings = Settings.onFreePorts();
        settings.secondaryDirect = true;
        try (Stack stack = Stack.start(data, settings)) {
            assertThat(story(stack).tell()).as(this::text).isTrue();
            assertThat(story(stack).tell()).as(this::text).isTrue();
            assertThat(text())
                    .contains("openai-demo-gpt-4o", "gpt-mini", "primary", "secondary")
                    .doesNotContain("NOT AS IT SHOULD");
            for (String cluster : List.of("primary", "secondary")) {
                assertThat(text())
                        .containsPattern(cluster + " +KnowledgeBase +a vector of 1536 numbers .*POST /v1/embeddings")
                        .containsPattern(cluster + " +KnowledgeBase +a vector of 1536 numbers .*POST /eu/v1/embeddings")
                        .containsPattern(cluster + " +SummarizeText +\"You said: .*POST /v1/chat/completions")
                        .containsPattern(cluster + " +PerformOCR +\"fake text\" .*POST /v1/infer")
                        .containsPattern(
                                cluster + " +KnowledgeBase +fails: Model not found: openai-demo-text-embedding");
            }
            await().untilAsserted(() -> assertThat(enrolled(stack))
                    .contains("\"cluster\":\"primary\"", "\"cluster\":\"secondary\"", "\"type\":\"ENROLLED\""));
        }
    }

    @Test
    void shouldSayWhyAModelIsNotOnAClusterThatCannotReachTheProxy() {
        Settings settings = Settings.onFreePorts();
        settings.secondaryUnreachable = true;
        try (Stack stack = Stack.start(data, settings)) {
            assertThat(story(stack).tell()).isFalse();
            assertThat(text())
                    .containsPattern("primary +openai-demo-gpt-4o")
                    .containsPattern("secondary +NOT ARRIVED: SKIPPED \\(PROXY_UNREACHABLE\\)");
        }
    }

    /** What the activity log, which sees the topics only, tells of the enrolment of clusters. */
    private static String enrolled(Stack stack) {
        return Http.get(URI.create(stack.registryEvents().address() + "/api/v1/activity?type=ENROLLED"));
    }

    private Story story(Stack stack) {
        return new Story(stack, new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
