package dev.modelsync.embedded;

import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import static org.awaitility.Awaitility.await;

/** A process that runs a Kafka broker and a Postgres server until somebody kills it. */
final class ServersInAnotherProcess implements AutoCloseable {
    private static final String READY = "ready ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JavaProcess process;
    private final int kafkaPort;
    private final int postgresPort;

    private ServersInAnotherProcess(JavaProcess process, int kafkaPort, int postgresPort) {
        this.process = process;
        this.kafkaPort = kafkaPort;
        this.postgresPort = postgresPort;
    }

    /** Folders beside each other, where the output of the process goes as well. */
    static ServersInAnotherProcess start(Path kafkaFolder, Path postgresFolder) {
        JavaCommand command = JavaCommand.ofMain(ServersInAnotherProcess.class)
                .small()
                .arguments(kafkaFolder.toString(), postgresFolder.toString());
        JavaProcess process = JavaProcess.start(command, kafkaFolder.resolveSibling("servers.out"));
        String[] ports = await().atMost(PATIENCE)
                .failFast(process::requireAlive)
                .until(() -> readyLine(process), Optional::isPresent)
                .orElseThrow()
                .substring(READY.length())
                .split(" ");
        return new ServersInAnotherProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    private static Optional<String> readyLine(JavaProcess process) {
        return process.output().lines().filter(line -> line.startsWith(READY)).findFirst();
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int postgresPort() {
        return postgresPort;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] folders) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(folders[0]), 0);
        EmbeddedPostgres postgres = EmbeddedPostgres.in(Path.of(folders[1])).start();
        System.out.println(READY + kafka.port() + " " + postgres.port());
        new CountDownLatch(1).await();
    }
}
