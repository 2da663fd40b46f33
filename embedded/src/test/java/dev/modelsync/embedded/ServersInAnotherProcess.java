package dev.modelsync.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that runs a Kafka broker and a Postgres server until somebody kills it. */
final class ServersInAnotherProcess implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final int kafkaPort;
    private final int postgresPort;

    private ServersInAnotherProcess(Process process, int kafkaPort, int postgresPort) {
        this.process = process;
        this.kafkaPort = kafkaPort;
        this.postgresPort = postgresPort;
    }

    static ServersInAnotherProcess start(Path kafkaFolder, Path postgresFolder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersInAnotherProcess.class.getName(),
                        kafkaFolder.toString(),
                        postgresFolder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] ports = readyLine(process).substring(READY.length()).split(" ");
        return new ServersInAnotherProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    private static String readyLine(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line;
            }
        }
        throw new IllegalStateException("the process with the servers ended before they were ready");
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int postgresPort() {
        return postgresPort;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
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
