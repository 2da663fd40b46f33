package dev.modelsync.events;

import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real servers, shared by all test classes of the process because they take long to start; test
 * classes keep apart by the names of their projects. Stopped when the process ends.
 */
public final class Hm implements AutoCloseable {
    public static final String DATABASE = "hm";

    private static final Duration STREAMING = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private EmbeddedKafka kafka;

    private Hm(Path folder) {
        this.folder = folder;
        postgres = EmbeddedPostgres.in(folder.resolve("postgres")).start();
        postgres.createDatabase(DATABASE);
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    private static final class Shared {
        static final Hm HM = start();

        private static Hm start() {
            Hm hm = apart();
            Runtime.getRuntime().addShutdownHook(new Thread(hm::close));
            return hm;
        }
    }

    /** Servers of one's own, for tests that would harm others: one topic is for one database. */
    public static Hm apart() {
        try {
            return new Hm(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hm-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Hm shared() {
        return Shared.HM;
    }

    /** The application's properties: a free port, private endpoints refused as by default, nobody outside is probed. */
    public Map<String, Object> properties() {
        return properties(DATABASE);
    }

    /** As {@link #properties()}, with a database and a slot of that name. */
    public Map<String, Object> properties(String database) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("modelsync.database.url", postgres.jdbcUrl(database));
        properties.put("modelsync.database.username", EmbeddedPostgres.USER);
        properties.put("modelsync.database.password", EmbeddedPostgres.PASSWORD);
        properties.put("modelsync.capture.slot-name", database);
        properties.put("modelsync.kafka.bootstrap-servers", kafka.bootstrapServers());
        // A consumer that is closed waits for what it has asked for.
        properties.put("modelsync.kafka.properties[fetch.max.wait.ms]", 50);
        properties.put("modelsync.probe.enabled", false);
        properties.put("modelsync.secrets.folder", secrets().toString());
        properties.put(
                "modelsync.secrets.keyset-file", folder.resolve("keyset.json").toString());
        return properties;
    }

    public ConfigurableApplicationContext startApplication() {
        return RegistryEventsApplication.start(properties());
    }

    /**
     * As {@link #startApplication()}, and follows the log: a change made before may be found by a snapshot, together with
     * the next ones.
     */
    public ConfigurableApplicationContext startStreaming() {
        ConfigurableApplicationContext application = startApplication();
        Api api = new Api(application);
        await().atMost(STREAMING)
                .untilAsserted(() -> assertThat(api.send("GET", "/actuator/health", "")
                                .response()
                                .body())
                        .contains("STREAMING"));
        return application;
    }

    /**
     * In a process of its own, so that it can be killed.
     *
     * @param settings take precedence over those of {@link #properties()}
     */
    public JavaProcess startProcess(Map<String, String> settings) {
        Map<String, Object> properties = properties();
        properties.putAll(settings);
        JavaCommand command =
                JavaCommand.ofMain(RegistryEventsApplication.class).small().properties(properties);
        return JavaProcess.start(command, folder.resolve("process.log"));
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    /** The same broker again, with the same log and port. */
    public void startKafkaAgain() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafka.port());
    }

    public TopicLog topic() {
        return new TopicLog(kafka.bootstrapServers());
    }

    public Path folder() {
        return folder;
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    public JdbcClient jdbc() {
        return jdbc(DATABASE);
    }

    public JdbcClient jdbc(String database) {
        return JdbcClient.create(postgres.dataSource(database));
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
