package dev.modelsync.events.seal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.modelsync.contract.Topic;
import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import dev.modelsync.events.SealedLog;
import dev.modelsync.events.SealedLog.Entry;
import dev.modelsync.events.TestTopic;
import dev.modelsync.schema.SealedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sealed credentials, from the API to the topic. */
class SealIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTERS = "/api/v1/clusters";
    private static final String MARK = "sk-canary-";

    private final Hm hm = Hm.shared();
    private final SealedLog sealed = new SealedLog(hm);
    private final OpeningKey key = OpeningKey.generate();
    private ConfigurableApplicationContext application;
    private Api api;

    @BeforeEach
    void start() {
        application = hm.startStreaming();
        api = new Api(application);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void shouldFollowTheLifeOfAServiceAndTellNobodyElse() throws Exception {
        List<String> lines = whileTracing(this::lifeOfAService);

        assertThat(lines).as("the loggers are on").anyMatch(line -> line.startsWith("TRACE"));
        assertThat(lines).noneMatch(line -> line.contains(MARK));
        assertThat(sealed.of("seal-1/seal-1/svc"))
                .noneMatch(entry -> entry.kafka().value() != null
                        && new String(entry.kafka().value(), ISO_8859_1).contains(MARK));
    }

    private void lifeOfAService() throws Exception {
        enrol("seal-1", "DIRECT", key);
        enrol("seal-1-proxied", "PROXY", null);
        api.send("POST", CLUSTERS, """
                {"id": "seal-1-other", "project": "seal-other", "location": "SECONDARY", "delivery": "DIRECT", "sealingKey": %s}
                """.formatted(key.sealingKey().toJson()), "Content-Type", "application/json");
        String record = "seal-1/seal-1/svc";
        Api.Answer registered = register("seal-1", "svc", "one");
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));
        assertThat(sealed.last(record).open(key)).contains(Map.of("apiKey", MARK + "one"));
        assertThat(sealed.last(record).open(OpeningKey.generate())).isEmpty();
        assertThat(sealed.last(record).sealed().getSealingKeyId())
                .isEqualTo(key.sealingKey().id());

        Api.Answer rotated = rotate("seal-1", registered, "two");
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1", "version 2"));
        assertThat(sealed.last(record).open(key)).contains(Map.of("apiKey", MARK + "two"));

        Api.Answer relabelled = api.patch("seal-1", "svc", rotated.etag(), "{\"labels\": {\"a\": \"b\"}}");
        api.delete("seal-1", "svc", relabelled.etag());
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1", "version 2", "withdrawn"));
        register("seal-1", "svc", "three");
        awaitUntil(() -> assertThat(sealed.summaries(record))
                .containsExactly("version 1", "version 2", "withdrawn", "version 1"));
        assertThat(sealed.of("seal-1-proxied/seal-1/svc")).isEmpty();
        assertThat(sealed.of("seal-1-other/seal-1/svc")).isEmpty();
        assertThat(sealed.of("seal-1-other/seal-other/svc")).isEmpty();
    }

    @Test
    void shouldFollowTheLifeOfACluster() throws Exception {
        OpeningKey second = OpeningKey.generate();
        String record = "seal-2/seal-2/svc";
        register("seal-2", "svc", "one");
        enrol("seal-2", "DIRECT", key);
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));

        deliver("seal-2", "DIRECT", second);
        awaitUntil(() -> assertThat(sealed.of(record)).hasSize(2));
        assertThat(sealed.last(record).open(key)).isEmpty();
        assertThat(sealed.last(record).open(second)).contains(Map.of("apiKey", MARK + "one"));

        deliver("seal-2", "PROXY", null);
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1", "version 1", "withdrawn"));
        deliver("seal-2", "DIRECT", second);
        awaitUntil(() -> assertThat(sealed.of(record)).hasSize(4));
        api.send("POST", CLUSTERS + "/seal-2/revoke", "");
        awaitUntil(() -> assertThat(sealed.summaries(record))
                .containsExactly("version 1", "version 1", "withdrawn", "version 1", "withdrawn"));
    }

    @Test
    void shouldSealOnceWhateverInstanceDoesIt() throws Exception {
        enrol("seal-3", "DIRECT", key);
        register("seal-3", "one", "one");
        awaitUntil(() -> assertThat(sealed.summaries("seal-3/seal-3/one")).containsExactly("version 1"));

        try (ConfigurableApplicationContext second = hm.startApplication()) {
            assertThat(health(second)).contains("STANDBY");
            application.close();
            api = new Api(second);
            register("seal-3", "two", "two");
            awaitUntil(() -> assertThat(sealed.summaries("seal-3/seal-3/two")).containsExactly("version 1"));
            assertThat(sealed.summaries("seal-3/seal-3/one")).containsExactly("version 1");
        }
    }

    @Test
    void shouldPutRightWhatSomebodyElseWrites() throws Exception {
        TestTopic topic = new TestTopic(hm, Topic.SEALED_CREDENTIALS);
        enrol("seal-4", "DIRECT", key);
        register("seal-4", "svc", "one");
        String record = "seal-4/seal-4/svc";
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));
        byte[] genuine = sealed.last(record).kafka().value();

        topic.write(record, null);
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1", "withdrawn", "version 1"));
        topic.write("seal-4/seal-4/nobody", genuine);
        awaitUntil(() -> assertThat(sealed.of("seal-4/seal-4/nobody"))
                .extracting(Entry::sealed)
                .endsWith((SealedCredential) null));
        topic.write("seal-4/seal-4/nobody", new byte[] {1, 2, 3});
        topic.write("no-key-of-ours", genuine);
        awaitUntil(() -> assertThat(health(application)).contains("FOLLOWING"));

        topic.delete();
        topic.create();
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));
        assertThat(sealed.last(record).open(key)).contains(Map.of("apiKey", MARK + "one"));
    }

    @Test
    void shouldSealAnewWhatWasLostWhenAReconciliationIsAskedFor() throws Exception {
        enrol("seal-6", "DIRECT", key);
        register("seal-6", "svc", "one");
        String record = "seal-6/seal-6/svc";
        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));
        new TestTopic(hm, Topic.SEALED_CREDENTIALS).loseRecords();
        assertThat(sealed.of(record)).isEmpty();

        assertThat(api.send("POST", "/api/v1/capture/reconciliations", "").status())
                .isEqualTo(202);

        awaitUntil(() -> assertThat(sealed.summaries(record)).containsExactly("version 1"));
        assertThat(sealed.last(record).open(key)).contains(Map.of("apiKey", MARK + "one"));
    }

    @Test
    void shouldSealTheOthersWhileOneCannotBeReadAndThatOneLater() throws Exception {
        register("seal-5", "svc", "one");
        register("seal-5", "other", "two");
        Path secret = secretOf("seal-5", "svc");
        byte[] content = Files.readAllBytes(secret);
        Files.write(secret, new byte[] {1});
        enrol("seal-5", "DIRECT", key);

        awaitUntil(() -> assertThat(sealed.summaries("seal-5/seal-5/other")).containsExactly("version 1"));
        awaitUntil(() -> assertThat(health(application)).contains("\"obstructed\":{\"STORE_FAILING\":1}"));
        assertThat(sealed.of("seal-5/seal-5/svc")).isEmpty();
        Files.delete(secret);
        awaitUntil(() -> assertThat(health(application)).contains("\"obstructed\":{\"CREDENTIAL_MISSING\":1}"));
        Files.write(secret, content);
        awaitUntil(() -> assertThat(sealed.summaries("seal-5/seal-5/svc")).containsExactly("version 1"));
        awaitUntil(() -> assertThat(health(application)).contains("\"obstructed\":{}"));
    }

    private Path secretOf(String project, String name) throws IOException {
        String ref = hm.jdbc()
                .sql("SELECT credential_ref FROM hm.inference_service WHERE project = :project AND name = :name")
                .param("project", project)
                .param("name", name)
                .query(String.class)
                .single();
        try (Stream<Path> files = Files.list(hm.secrets())) {
            return files.filter(file -> file.getFileName().toString().startsWith(ref))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void enrol(String id, String delivery, @Nullable OpeningKey pair) throws Exception {
        Api.Answer answer =
                api.send("POST", CLUSTERS, """
                {"id": "%1$s", "project": "%1$s", "location": "SECONDARY", "delivery": "%2$s", "sealingKey": %3$s}
                """.formatted(id, delivery, json(pair)), "Content-Type", "application/json");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    }

    private void deliver(String id, String delivery, @Nullable OpeningKey pair) throws Exception {
        Api.Answer answer = api.send(
                "POST",
                CLUSTERS + "/" + id + "/delivery",
                "{\"delivery\": \"%s\", \"sealingKey\": %s}".formatted(delivery, json(pair)),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }

    private static String json(@Nullable OpeningKey pair) {
        return pair == null ? "null" : pair.sealingKey().toJson();
    }

    private Api.Answer register(String project, String name, String value) throws Exception {
        Api.Answer answer = api.register(project, Api.openAi(name).replace("sk-test", MARK + value));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private Api.Answer rotate(String project, Api.Answer before, String value) throws Exception {
        return api.patch(project, "svc", before.etag(), "{\"credentials\": {\"apiKey\": \"" + MARK + value + "\"}}");
    }

    private static String health(ConfigurableApplicationContext application) throws Exception {
        String health = new Api(application)
                .send("GET", "/actuator/health", "")
                .response()
                .body();
        return health.substring(health.indexOf("\"seal\""));
    }

    /** What our own classes and those of Kafka, Tink and the database say at their most talkative. */
    private static List<String> whileTracing(Work work) throws Exception {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        List<Logger> loggers = Stream.of("dev.modelsync", "org.apache.kafka.clients", "com.google", "org.postgresql")
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        loggers.forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(appender);
        });
        try {
            work.run();
        } finally {
            loggers.forEach(logger -> {
                logger.detachAppender(appender);
                logger.setAdditive(true);
                logger.setLevel(null);
            });
        }
        return List.copyOf(appender.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .toList();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
