package dev.modelsync.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker and its KRaft controller in this process, one node, on loopback; more brokers may
 * {@link #join} it. Topics are not created by use. The folder lasts: a later start on it goes on with the topics
 * and their records, also after the process was killed; what a power failure leaves is not promised.
 *
 * <p>Starting, closing and starting again in one process on the same folder and port is supported.
 * There is no shutdown hook: the owner closes. A fault that Kafka holds to be fatal for a broker, such
 * as a disk that fails, ends the whole process, by Kafka's own doing. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final KafkaNode self;
    private final int port;
    private final int relayedPort;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, KafkaNode self, int port, int relayedPort) {
        this.server = server;
        this.lock = lock;
        this.self = self;
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
        String controller = LoopbackPort.HOST + ":" + LoopbackPort.claim("Kafka's controller", 0);
        return start(folder, port, relayPort, KafkaNode.first(controller));
    }

    /**
     * One more broker of the same cluster, without a controller. It leads a partition only once that is assigned to it.
     * To be closed before this one, and started again after it, on the same folder.
     *
     * @param folder its own
     * @param node 2 or more, the same for each start on the folder
     * @param relayPort as for {@link #start(Path, int, int)}
     */
    public EmbeddedKafka join(Path folder, int node, int relayPort) {
        return start(folder, 0, relayPort, self.another(node));
    }

    private static EmbeddedKafka start(Path folder, int port, int relayPort, KafkaNode node) {
        FolderLock lock = FolderLock.take(folder);
        boolean started = false;
        try {
            int claimedPort = LoopbackPort.claim("Kafka", port);
            Path log = folder.toRealPath().resolve("log");
            KafkaNode self = KafkaFolder.createIfAbsent(log, node);
            int relayedPort = relayPort == port ? claimedPort : LoopbackPort.claim("Kafka behind a relay", 0);
            KafkaSettings settings = new KafkaSettings(log, self, claimedPort);
            if (relayedPort != claimedPort) {
                settings.addSecondWay(relayedPort, relayPort);
            }
            EmbeddedKafka kafka = new EmbeddedKafka(
                    new KafkaRaftServer(settings.config(), Time.SYSTEM), lock, self, claimedPort, relayedPort);
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
}
