package dev.modelsync.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker and its KRaft controller in this process, one node, on loopback. Topics are
 * not created by use. The folder lasts: a later start on it goes on with the topics and their
 * records, also after the process was killed; what a power failure leaves is not promised.
 *
 * <p>Starting, closing and starting again in one process on the same folder and port is supported.
 * There is no shutdown hook: the owner closes. A fault that Kafka holds to be fatal for a broker, such
 * as a disk that fails, ends the whole process, by Kafka's own doing. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int NODE = 1;

    private static final Map<String, String> STEADY_SETTINGS = Map.ofEntries(
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENT"),
            Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("metric.reporters", ""),
            // One node: nobody else holds a copy, and nobody else is waited for.
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // After a kill, the controller takes the broker back only once its former session has run out.
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("broker.session.timeout.ms", "3000"),
            // A laptop, not a rack.
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "131072"),
            Map.entry("log.index.size.max.bytes", "1048576"));

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;
    private final int relayedPort;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, int port, int relayedPort) {
        this.server = server;
        this.lock = lock;
        this.port = port;
        this.relayedPort = relayedPort;
    }

    /**
     * Returns when the broker takes requests.
     *
     * @param folder created if need be
     * @param port 0 for a free port
     * @throws PortTakenException when something else listens on the port
     * @throws IllegalStateException when a living process uses the folder
     */
    public static EmbeddedKafka start(Path folder, int port) {
        return start(folder, port, port);
    }

    /**
     * As {@link #start(Path, int)}, with a second way in for clients that reach the broker through a relay: to
     * them it says that it is at {@code relayPort}, while it listens at {@link #relayedPort()}.
     *
     * @param relayPort where the relay listens; where it is {@code port}, there is no second way
     */
    public static EmbeddedKafka start(Path folder, int port, int relayPort) {
        FolderLock lock = FolderLock.take(folder);
        boolean started = false;
        try {
            int claimedPort = LoopbackPort.claim("Kafka", port);
            Path log = folder.toRealPath().resolve("log");
            createIfAbsent(log);
            int relayedPort = relayPort == port ? claimedPort : LoopbackPort.claim("Kafka behind a relay", 0);
            Map<String, String> settings = settings(log, claimedPort);
            if (relayedPort != claimedPort) {
                addSecondWay(settings, relayedPort, relayPort);
            }
            EmbeddedKafka kafka = new EmbeddedKafka(
                    new KafkaRaftServer(config(settings), Time.SYSTEM), lock, claimedPort, relayedPort);
            kafka.startUp();
            started = true;
            return kafka;
        } catch (IOException cause) {
            throw new UncheckedIOException("Kafka cannot be started in %s".formatted(folder), cause);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Leaves no half-started server behind: a controller without its broker would keep its port and files. */
    private void startUp() {
        boolean started = false;
        try {
            server.startup();
            started = true;
        } finally {
            if (!started) {
                server.shutdown();
            }
        }
    }

    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Where a relay has to lead to. */
    public int relayedPort() {
        return relayedPort;
    }

    /**
     * Stops the broker, then the controller; a second call does nothing.
     *
     * @throws IllegalStateException when they have not stopped after half a minute, or the wait was
     *     interrupted (the interrupt is restored)
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread stopping = new Thread(this::shutDown, "embedded-kafka-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka on port %d stops".formatted(port), interrupt);
        }
        if (stopping.isAlive()) {
            throw new IllegalStateException("Kafka on port %d has not stopped within %s".formatted(port, STOP_LIMIT));
        }
    }

    private void shutDown() {
        try (lock) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** Gives a new folder its identity, without which Kafka does not start, completely or not at all. */
    private static void createIfAbsent(Path log) throws IOException {
        if (Files.exists(log)) {
            return;
        }
        Path unfinished = log.resolveSibling("log.unfinished");
        Folders.delete(unfinished);
        Files.createDirectories(unfinished);
        runQuietly(new Formatter()
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(unfinished.toString())
                .setMetadataLogDirectory(unfinished.toString())
                .setControllerListenerName("CONTROLLER"));
        Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void runQuietly(Formatter formatter) throws IOException {
        try {
            formatter
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception other) {
            throw new IllegalStateException("Kafka's folder cannot be formatted", other);
        }
    }

    private static Map<String, String> settings(Path log, int port) {
        Map<String, String> settings = new HashMap<>(STEADY_SETTINGS);
        int controllerPort = LoopbackPort.claim("Kafka's controller", 0);
        String client = "CLIENT://%s:%d".formatted(LoopbackPort.HOST, port);
        String controller = "%s:%d".formatted(LoopbackPort.HOST, controllerPort);
        settings.put("log.dirs", log.toString());
        settings.put("listeners", client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", client);
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        return settings;
    }

    private static void addSecondWay(Map<String, String> settings, int port, int relayPort) {
        String way = ",RELAYED://" + LoopbackPort.HOST + ":";
        settings.merge("listeners", way + port, String::concat);
        settings.merge("advertised.listeners", way + relayPort, String::concat);
        settings.merge("listener.security.protocol.map", ",RELAYED:PLAINTEXT", String::concat);
    }

    private static KafkaConfig config(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return KafkaConfig.fromProps(properties, false);
    }
}
