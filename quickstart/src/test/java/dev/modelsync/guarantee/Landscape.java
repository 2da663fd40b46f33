package dev.modelsync.guarantee;

import dev.modelsync.embedded.EmbeddedKafka;
import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.embedded.process.JavaCommand;
import dev.modelsync.embedded.process.JavaProcess;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.sync.SyncConsumerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that can fail: the broker, Hybrid Manager's server, a server a cluster, the links between them, the
 * publisher and the workers as processes of their own.
 */
final class Landscape implements AutoCloseable {
    static final String PROJECT = "guarantee";
    static final String HM_DATABASE = "hm";

    private final Path folder;
    private final Path logs;
    private final Relay kafkaLink;
    private final Relay hmLink;
    private final EmbeddedPostgres hm;
    private final List<Cluster> clusters;
    private final Deque<JavaProcess> workers = new ArrayDeque<>();
    private final List<JavaProcess> started = new ArrayList<>();
    private final int apiPort = freePort();
    private final int kafkaPort = freePort();
    private volatile EmbeddedKafka kafka;
    private JavaProcess publisher;
    private boolean rebuildsWanted;

    private Landscape(Path folder, Path logs, List<String> clusterIds) {
        this.folder = folder;
        this.logs = logs;
        kafkaLink = new Relay("kafka", () -> kafka().relayedPort());
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort, kafkaLink.port());
        hm = EmbeddedPostgres.in(folder.resolve("hm")).start();
        hm.createDatabase(HM_DATABASE);
        hmLink = new Relay("hm", hm::port);
        clusters = clusterIds.stream()
                .map(id -> Cluster.start(id, folder.resolve(id)))
                .toList();
        publisher = newPublisher();
    }

    /** Returns when the servers are up and the processes are starting. */
    static Landscape start(Path folder, Path logs, List<String> clusterIds) {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("Folder " + logs + " cannot be made", e);
        }
        Landscape site = new Landscape(folder, logs, clusterIds);
        for (Cluster cluster : site.clusters) {
            cluster.dba().settleIn(site.clusters.indexOf(cluster) == site.clusters.size() - 1);
        }
        site.startWorker();
        return site;
    }

    Path folder() {
        return folder;
    }

    Path logs() {
        return logs;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    Relay kafkaLink() {
        return kafkaLink;
    }

    EmbeddedPostgres hm() {
        return hm;
    }

    Relay hmLink() {
        return hmLink;
    }

    List<Cluster> clusters() {
        return clusters;
    }

    JdbcClient hmSql() {
        return JdbcClient.create(hm.dataSource(HM_DATABASE));
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    JavaProcess publisher() {
        return publisher;
    }

    void startPublisher() {
        publisher = newPublisher();
    }

    /** The worker that was started last. */
    JavaProcess worker() {
        return workers.getLast();
    }

    /** One more worker for all clusters. */
    JavaProcess startWorker() {
        JavaProcess worker = start(SyncConsumerApplication.class, workerProperties(), log("worker"));
        workers.add(worker);
        started.add(worker);
        return worker;
    }

    /** Instead of one that was killed or has ended. */
    void forget(JavaProcess worker) {
        workers.remove(worker);
    }

    /** All of them, in order. */
    void endWorkers() {
        workers.forEach(JavaProcess::end);
        workers.clear();
    }

    /** From now on registries may be rebuilt, which decides changes again that are in force already. */
    void wantRebuilds() {
        rebuildsWanted = true;
    }

    boolean wantsRebuilds() {
        return rebuildsWanted;
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort, kafkaLink.port());
    }

    private JavaProcess newPublisher() {
        JavaProcess started = start(RegistryEventsApplication.class, publisherProperties(), log("publisher"));
        this.started.add(started);
        return started;
    }

    /** With what it logs in the file, and what it prints besides in one beside that. */
    private static JavaProcess start(Class<?> main, Map<String, ?> properties, Path log) {
        JavaCommand command = JavaCommand.ofMain(main)
                .small()
                .options("-Dmodelsync.log=" + log)
                .properties(properties);
        return JavaProcess.start(command, log.resolveSibling(log.getFileName() + ".out"));
    }

    private Path log(String name) {
        return logs.resolve("%s-%03d.log".formatted(name, started.size())).toAbsolutePath();
    }

    private Map<String, Object> publisherProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", apiPort);
        properties.put("modelsync.database.url", "jdbc:postgresql://127.0.0.1:" + hmLink.port() + "/" + HM_DATABASE);
        properties.put("modelsync.database.username", EmbeddedPostgres.USER);
        properties.put("modelsync.database.password", EmbeddedPostgres.PASSWORD);
        properties.put("modelsync.kafka.bootstrap-servers", "127.0.0.1:" + kafkaLink.port());
        properties.put("modelsync.secrets.folder", folder.resolve("secrets").toString());
        properties.put(
                "modelsync.secrets.keyset-file",
                folder.resolve("secrets.keyset").toString());
        properties.put("modelsync.registration.allow-private-endpoints", true);
        properties.put("modelsync.probe.enabled", false);
        // Small batches, so that a kill finds some published and others not.
        properties.put("modelsync.capture.max-batch-size", 64);
        return properties;
    }

    private Map<String, Object> workerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("modelsync.kafka.bootstrap-servers", "127.0.0.1:" + kafkaLink.port());
        for (Cluster cluster : clusters) {
            properties.putAll(cluster.workerProperties(clusters.indexOf(cluster), PROJECT));
        }
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    @Override
    public void close() {
        started.forEach(JavaProcess::kill);
        clusters.forEach(Cluster::close);
        hmLink.close();
        hm.close();
        kafka.close();
        kafkaLink.close();
    }
}
