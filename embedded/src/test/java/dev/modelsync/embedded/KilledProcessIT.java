package dev.modelsync.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the next start finds after {@code kill -9} of the process that ran the servers. */
class KilledProcessIT {
    @TempDir
    Path folder;

    @Test
    void shouldEndItsOwnOrphanAndGoOnWithTheData() throws Exception {
        Path kafkaFolder = folder.resolve("kafka");
        Path postgresFolder = folder.resolve("postgres");
        try (EmbeddedPostgres bystander =
                        EmbeddedPostgres.in(folder.resolve("bystander")).start();
                ServersInAnotherProcess killed = ServersInAnotherProcess.start(kafkaFolder, postgresFolder)) {
            KafkaRecords.createTopic(killed.kafkaPort(), "kept");
            KafkaRecords.send(killed.kafkaPort(), "kept", "before");
            insertCommitted(killed.postgresPort());
            killed.kill();
            ProcessHandle orphan = postmaster(postgresFolder);
            assertThat(orphan.isAlive()).as("a Postgres outlives its JVM").isTrue();

            try (EmbeddedPostgres postgres = EmbeddedPostgres.in(postgresFolder)
                            .port(killed.postgresPort())
                            .start();
                    EmbeddedKafka kafka = EmbeddedKafka.start(kafkaFolder, killed.kafkaPort())) {
                assertThat(postmaster(postgresFolder).pid()).isNotEqualTo(orphan.pid());
                assertThat(EmbeddedPostgresIT.query(postgres, "postgres", "SELECT count(*) FROM kept"))
                        .isEqualTo("1");
                KafkaRecords.send(kafka.port(), "kept", "after");
                assertThat(KafkaRecords.read(kafka.port(), "kept", 2)).containsExactly("before", "after");
            }
            assertThat(EmbeddedPostgresIT.query(bystander, "postgres", "SELECT 1"))
                    .as("a server of another folder is left alone")
                    .isEqualTo("1");
        }
    }

    @Test
    void shouldStartOverARecordedProcessThatIsDead() throws Exception {
        Path postgresFolder = folder.resolve("postgres");
        try (ServersInAnotherProcess killed = ServersInAnotherProcess.start(folder.resolve("kafka"), postgresFolder)) {
            insertCommitted(killed.postgresPort());
            killed.kill();
            // The postmaster dies without a word too, and its backends notice only afterwards.
            postmaster(postgresFolder).destroyForcibly();
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(postgresFolder).start()) {
            assertThat(EmbeddedPostgresIT.query(postgres, "postgres", "SELECT count(*) FROM kept"))
                    .isEqualTo("1");
        }
    }

    private static void insertCommitted(int port) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        EmbeddedPostgres.USER,
                        EmbeddedPostgres.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1 AS n");
        }
    }

    private static ProcessHandle postmaster(Path folder) throws Exception {
        String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
