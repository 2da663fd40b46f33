package dev.modelsync.quickstart;

import dev.modelsync.sync.credential.KeyPairCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The key pair of a cluster with direct delivery, made by the worker's command as its operator would. */
final class ClusterKeyPair {
    private final Path file;

    ClusterKeyPair(Path folder, String cluster) {
        this.file = folder.resolve(cluster + ".key");
    }

    /** That of the private key. */
    Path file() {
        return file;
    }

    /** Makes the pair unless an earlier start has done so. */
    String publicKey() {
        if (Files.exists(file)) {
            return keypair("--public", file.toString());
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Folder " + file.getParent() + " cannot be made", e);
        }
        return keypair(file.toString());
    }

    private static String keypair(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complaint = new ByteArrayOutputStream();
        int exit = new KeyPairCommand(new PrintStream(printed, true, UTF_8), new PrintStream(complaint, true, UTF_8))
                .run(arguments);
        if (exit != 0) {
            throw new IllegalStateException(
                    "keypair: " + complaint.toString(UTF_8).strip());
        }
        return printed.toString(UTF_8).strip();
    }
}
