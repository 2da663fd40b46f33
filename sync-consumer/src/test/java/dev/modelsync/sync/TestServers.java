package dev.modelsync.sync;

import dev.modelsync.contract.Topic;
import dev.modelsync.embedded.AidbStandIn;
import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real broker and a real AIDB server, with the topics, started once a JVM. Every test takes a
 * database and a project of its own, so that none sees another's changes.
 */
public final class TestServers {
    public static final String WORKER_ROLE = "modelsync_worker";
    public static final String WORKER_PASSWORD = "worker-password";
    static final int PARTITIONS = 3;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;

    private TestServers(Path folder) throws ExecutionException, InterruptedException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        postgres = AidbStandIn.postgresIn(folder.resolve("postgres")).start();
        createTopics(kafka);
    }

    private static final class Holder {
        static final TestServers SERVERS = startOnce();

        private static TestServers startOnce() {
            try {
                TestServers servers = new TestServers(
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "servers-"));
                Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
                return servers;
            } catch (IOException | ExecutionException e) {
                throw new IllegalStateException("The test servers do not start", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the test servers start", e);
            }
        }
    }

    public static TestServers running() {
        return Holder.SERVERS;
    }

    static void createTopics(EmbeddedKafka kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (Topic topic : Topic.values()) {
                createTopic(admin, topic);
            }
        }
    }

    static void createTopic(Admin admin, Topic topic) throws ExecutionException, InterruptedException {
        admin.createTopics(Set.of(new NewTopic(topic.topicName(), Optional.of(PARTITIONS), Optional.of((short) 1))))
                .all()
                .get();
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** A database with AIDB, in which the worker's role is a plain member of aidb_users that owns schema modelsync. */
    public String newAidbDatabase() {
        return newAidbDatabase(AidbStandIn.VERSION, List.of());
    }

    /** The same with a version of AIDB that is created under settings of the database. */
    String newAidbDatabase(String version, List<String> settings) {
        String database = "aidb_" + DATABASES.incrementAndGet();
        postgres.createDatabase(database);
        JdbcClient superuser = superuser(database);
        settings.forEach(setting ->
                superuser.sql("alter database " + database + " set " + setting).update());
        AidbStandIn.createIn(postgres, database, version);
        superuser.sql("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'modelsync_worker') then
                        create role modelsync_worker login password 'worker-password' in role aidb_users;
                    end if;
                end $$
                """).update();
        superuser.sql("create schema modelsync authorization modelsync_worker").update();
        return database;
    }

    JdbcClient superuser(String database) {
        return JdbcClient.create(postgres.dataSource(database));
    }

    private void close() {
        postgres.close();
        kafka.close();
    }
}
