package dev.modelsync.events;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.Misbehaviour;
import dev.modelsync.events.TopicLog.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class NoSecretAnywhereIT {
    private static final String KEY = "sk-Recognisable0123456789";
    private static final String ROTATED = "sk-Recognisable9876543210";
    private static final String MARK = "Recognisable";

    private final Hm hm = Hm.shared();
    private final List<String> answers = new ArrayList<>();

    @Test
    void shouldLeaveNoKeyInAnswersEventsTablesLogsOrFiles() throws Exception {
        String output = whileCapturingOutput(this::useKeys);

        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(MARK));
        assertThat(output).contains("Started").doesNotContain(MARK);
        assertThat(hm.topic().all()).isNotEmpty().noneMatch(NoSecretAnywhereIT::holdsMark);
        assertThat(tables())
                .hasSizeGreaterThan(5)
                .noneMatch(table -> rows(table).contains(MARK));
        assertThat(filesWithMark(hm.folder())).isEmpty();
    }

    private void useKeys() throws Exception {
        Map<String, Object> properties = hm.properties();
        properties.put("modelsync.registration.allow-private-endpoints", true);
        properties.put("logging.level.org.apache.hc", "debug");
        try (ConfigurableApplicationContext application = RegistryEventsApplication.start(properties)) {
            Api api = new Api(application);
            String body = Api.openAi("svc").replace("sk-test", KEY);
            Api.Answer registered = api.register("secret", body);
            answers.add(registered.response().body());
            answers.add(api.register("secret", body).response().body());
            answers.add(api.register("secret", body.replace("}", "")).response().body());
            answers.add(api.register("secret", body.replace("\"" + KEY, KEY))
                    .response()
                    .body());
            answers.add(api.register("secret", body.replace(KEY, KEY + " "))
                    .response()
                    .body());
            answers.add(api.register("secret", body.replace("{\"apiKey\": \"" + KEY + "\"}", "\"" + KEY + "\""))
                    .response()
                    .body());
            Api.Answer rotated = api.patch(
                    "secret", "svc", registered.etag(), "{\"credentials\": {\"apiKey\": \"" + ROTATED + "\"}}");
            answers.add(rotated.response().body());
            answers.add(api.get("secret", "svc").response().body());
            answers.add(api.list("secret", "").response().body());
            assertThat(rotated.status()).isEqualTo(200);
            probe(api);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !hm.topic().of("secret/svc").isEmpty());
        }
    }

    /** The provider gets the key, repeats it, and nobody else hears of it. */
    private void probe(Api api) throws Exception {
        try (FakeProvider provider = FakeProvider.start(0)) {
            provider.misbehave("/repeats", Misbehaviour.answer(401, "{\"error\": \"" + KEY + " is no key\"}"));
            String url = provider.baseUrl() + "/repeats";
            String body =
                    Api.openAi("probed").replace("https://api.openai.com", url).replace("sk-test", KEY);
            answers.add(api.send(
                            "POST",
                            Api.services("secret") + "?probe=required",
                            body,
                            "Content-Type",
                            "application/json")
                    .response()
                    .body());
            answers.add(api.register("secret", body).response().body());
            answers.add(api.send("POST", Api.services("secret") + "/probed/probe", "")
                    .response()
                    .body());
            assertThat(provider.requests())
                    .hasSize(2)
                    .allMatch(request ->
                            request.header("Authorization").orElse("").contains(KEY));
        }
    }

    private static boolean holdsMark(Entry entry) {
        byte[] value = entry.kafka().value();
        return value != null && new String(value, ISO_8859_1).contains(MARK)
                || String.valueOf(entry.event()).contains(MARK);
    }

    private List<String> tables() {
        return hm.jdbc()
                .sql("SELECT schemaname || '.' || tablename FROM pg_tables"
                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
                .query(String.class)
                .list();
    }

    private String rows(String table) {
        JdbcClient jdbc = hm.jdbc();
        return String.join(
                "\n",
                jdbc.sql("SELECT t::text FROM " + table + " AS t")
                        .query(String.class)
                        .list());
    }

    /** The files of Postgres with its logs, of Kafka, and of the secret store. */
    private static List<Path> filesWithMark(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(NoSecretAnywhereIT::fileHoldsMark)
                    .toList();
        }
    }

    private static boolean fileHoldsMark(Path file) {
        try {
            return Files.isReadable(file) && new String(Files.readAllBytes(file), ISO_8859_1).contains(MARK);
        } catch (NoSuchFileException e) {
            // A server has removed it meanwhile.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String whileCapturingOutput(Work work) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(captured, true, ISO_8859_1)) {
            System.setOut(both);
            System.setErr(both);
            work.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return captured.toString(ISO_8859_1);
    }

    private interface Work {
        void run() throws Exception;
    }
}
