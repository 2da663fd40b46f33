package dev.modelsync.quickstart;

import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A recognisable key is registered, rotated and refused; then everything that was written is searched for it. */
class NoSecretAnywhereIT {
    private static final String FIRST_KEY = "sk-canary-9fQ2/registered+once=";
    private static final String SECOND_KEY = "sk-canary-7Lx4/rotated+in=";
    private static final String REFUSED_KEY = "sk-canary-3Zt8/refused+input=";

    @TempDir
    private Path data;

    @Test
    void shouldWriteNoKeyToKafkaToADatabaseToALogOrIntoAnAnswer() throws SQLException, IOException {
        List<String> answers = new ArrayList<>();
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            play(stack, answers);
            assertThat(answers).noneMatch(NoSecretAnywhereIT::holdsAKey);
            assertThat(Written.rows(
                            stack.servers().hm().dataSource(Servers.HM_DATABASE).getConnection()))
                    .anyMatch(row -> row.contains("canary-service"))
                    .noneMatch(NoSecretAnywhereIT::holdsAKey);
            for (Cluster cluster : stack.servers().clusters()) {
                assertThat(Written.rows(cluster.database().getConnection()))
                        .anyMatch(row -> row.contains("canary-service"))
                        .noneMatch(NoSecretAnywhereIT::holdsAKey);
            }
        }
        assertThat(Written.filesHolding(data, "canary-service"))
                .anyMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(Written.filesHolding(data, FIRST_KEY, SECOND_KEY, REFUSED_KEY))
                .isEmpty();
        assertThat(Written.filesHolding(data, "dev.modelsync.cluster.enrolled.v1"))
                .anyMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(Written.filesHolding(
                        data, Files.readString(data.resolve("tokens").resolve("primary.token"))))
                .isNotEmpty()
                .noneMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(holdsAKey(Written.log())).isFalse();
    }

    @Test
    void shouldRecogniseAKeyWhereThereIsOne() throws IOException {
        Files.writeString(data.resolve("leak"), "before " + FIRST_KEY + " after");
        assertThat(Written.filesHolding(data, FIRST_KEY)).containsExactly(data.resolve("leak"));
        assertThat(holdsAKey("x" + Base64.getEncoder().encodeToString(FIRST_KEY.getBytes(UTF_8))))
                .isTrue();
    }

    private static void play(Stack stack, List<String> answers) {
        HmClient hm = stack.client();
        Map<String, Object> service = Map.of(
                "name", "canary-service",
                "provider", "OPENAI",
                "endpointUrl", stack.servers().provider().baseUrl().toString(),
                "credentials", Map.of("apiKey", FIRST_KEY),
                "models", List.of(Map.of("upstreamModel", "m", "function", "TEXT_EMBEDDING")));
        Answer registered = hm.register(service).orFail("register");
        Answer rotated = hm.edit("canary-service", registered.revision(), credentials(SECOND_KEY))
                .orFail("rotate");
        Answer stale = hm.edit("canary-service", registered.revision(), credentials(REFUSED_KEY));
        Answer invalid = hm.register(Map.of("name", "canary-refused", "credentials", Map.of("apiKey", REFUSED_KEY)));
        Answer wrongType = hm.register(Map.of("name", "canary-refused", "credentials", REFUSED_KEY));
        Answer taken = hm.register(service);
        assertThat(List.of(stale.status(), invalid.status(), wrongType.status(), taken.status()))
                .containsExactly(412, 422, 422, 409);
        for (Cluster cluster : stack.servers().clusters()) {
            assertThat(Arrival.await(cluster, Story.PROJECT, "canary-service", rotated.revision(), System.nanoTime())
                            .arrived())
                    .isTrue();
        }
        Stream.of(registered, rotated, stale, invalid, wrongType, taken, hm.get("canary-service"), hm.list())
                .map(Answer::body)
                .forEach(answers::add);
    }

    private static Map<String, ?> credentials(String key) {
        return Map.of("credentials", Map.of("apiKey", key));
    }

    private static boolean holdsAKey(String text) {
        return Stream.of(FIRST_KEY, SECOND_KEY, REFUSED_KEY).anyMatch(key -> Written.holds(text, key));
    }
}
