package dev.modelsync.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The folder of a node's log, with the identity without which Kafka does not start. */
final class KafkaFolder {
    private KafkaFolder() {}

    /**
     * Gives a new folder its identity, completely or not at all.
     *
     * @return the node, with the cluster that the folder belongs to
     */
    static KafkaNode createIfAbsent(Path log, KafkaNode node) throws IOException {
        if (!Files.exists(log)) {
            create(log, node);
        }
        Properties identity = new Properties();
        try (InputStream in = Files.newInputStream(log.resolve("meta.properties"))) {
            identity.load(in);
        }
        return node.of(identity.getProperty("cluster.id"));
    }

    private static void create(Path log, KafkaNode node) throws IOException {
        Path unfinished = log.resolveSibling("log.unfinished");
        Folders.delete(unfinished);
        Files.createDirectories(unfinished);
        runQuietly(new Formatter()
                .setNodeId(node.id())
                .setClusterId(node.cluster().isEmpty() ? Uuid.randomUuid().toString() : node.cluster())
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
}
