package dev.modelsync.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StoryIT {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    private Path data;

    @Test
    void shouldArriveStepByStepOnEveryClusterAndAgainAfterAReRegistration() {
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            assertThat(story(stack).tell()).as(this::text).isTrue();
            assertThat(story(stack).tell()).as(this::text).isTrue();
            assertThat(text())
                    .contains("openai-demo-gpt-4o", "gpt-mini", "primary", "secondary")
                    .containsPattern("primary +KnowledgeBase +a vector of 1536 numbers .*POST /v1/embeddings")
                    .containsPattern("primary +KnowledgeBase +a vector of 1536 numbers .*POST /eu/v1/embeddings")
                    .containsPattern("primary +SummarizeText +\"You said: ")
                    .containsPattern("primary +PerformOCR +\"fake text\"")
                    .containsPattern("primary +KnowledgeBase +fails: Model not found: openai-demo-text-embedding")
                    .doesNotContain("NOT AS IT SHOULD");
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
    private static String enrolled(Stack stack) throws Exception {
        URI address = URI.create(stack.registryEvents().address() + "/api/v1/activity?type=ENROLLED");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private Story story(Stack stack) {
        return new Story(
                stack.client(),
                stack.servers().clusters(),
                stack.servers().provider(),
                new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
