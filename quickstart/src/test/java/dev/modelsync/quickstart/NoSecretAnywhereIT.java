package dev.modelsync.quickstart;

import dev.modelsync.quickstart.HmClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A recognisable key is registered, rotated and refused; then everything that was written is searched for it. */
class NoSecretAnywhereIT {
    private static final String FIRST_KEY = "sk-canary-9fQ2/registered+once=";
    private static final String SECOND_KEY = "sk-canary-7Lx4/rotated+in=";
    private static final String REFUSED_KEY = "sk-canary-3Zt8/refused+input=";

    /** Every table that an ordinary dump would contain, as text. */
    private static final String TABLES = """
            select format('select t::text from %I.%I t', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
            """;

    @TempDir
    private Path data;

    @Test
    void shouldWriteNoKeyToKafkaToADatabaseToALogOrIntoAnAnswer() throws SQLException, IOException {
        List<String> answers = new ArrayList<>();
        try (Stack stack = Stack.start(data, Settings.onFreePorts())) {
            play(stack, answers);
            assertThat(answers).noneMatch(NoSecretAnywhereIT::holdsAKey);
            assertThat(rows(stack.servers().hm().dataSource(Servers.HM_DATABASE).getConnection()))
                    .anyMatch(row -> row.contains("canary-service"))
                    .noneMatch(NoSecretAnywhereIT::holdsAKey);
            for (Cluster cluster : stack.servers().clusters()) {
                assertThat(rows(cluster.database().getConnection()))
                        .anyMatch(row -> row.contains("canary-service"))
                        .noneMatch(NoSecretAnywhereIT::holdsAKey);
            }
        }
        assertThat(filesHolding("canary-service")).anyMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(filesHolding(FIRST_KEY, SECOND_KEY, REFUSED_KEY)).isEmpty();
        assertThat(filesHolding("dev.modelsync.cluster.enrolled.v1"))
                .anyMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(filesHolding(Files.readString(data.resolve("tokens").resolve("primary.token"))))
                .isNotEmpty()
                .noneMatch(file -> file.startsWith(data.resolve("kafka")));
        assertThat(holdsAKey(log())).isFalse();
    }

    @Test
    void shouldRecogniseAKeyWhereThereIsOne() throws IOException {
        Files.writeString(data.resolve("leak"), "before " + FIRST_KEY + " after");
        assertThat(filesHolding(FIRST_KEY)).containsExactly(data.resolve("leak"));
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
        return Stream.of(FIRST_KEY, SECOND_KEY, REFUSED_KEY)
                .flatMap(NoSecretAnywhereIT::notations)
                .anyMatch(text::contains);
    }

    private static Stream<String> notations(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return Stream.of(
                key,
                key.replace("/", "\\/"),
                URLEncoder.encode(key, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    private static List<String> rows(Connection database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (database;
                Statement statement = database.createStatement()) {
            for (String table : column(statement, TABLES)) {
                rows.addAll(column(statement, table));
            }
        }
        return rows;
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Kafka's log, the servers' logs, tables, WAL and the secret store: whatever is in the data folder. */
    private List<Path> filesHolding(String... texts) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(texts)
                            .flatMap(NoSecretAnywhereIT::notations)
                            .anyMatch(read(file)::contains))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String log() {
        return read(Path.of("target", "modelsync.log"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be searched", e);
        }
    }
}
