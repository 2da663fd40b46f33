package dev.modelsync.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The Postgres programs for this machine, unpacked once for each user and version into the user's
 * cache folder. Several processes may unpack at the same time: the first one to finish wins.
 *
 * @param home the folder above {@code bin}
 */
record PostgresBinaries(Path home) {
    private static final int EXECUTABLE_BITS = 0b001_001_001;

    static PostgresBinaries ofThisMachine() {
        try {
            byte[] archive = archive();
            Path home = cacheFolder().resolve("postgres-" + fingerprint(archive));
            if (!Files.exists(home)) {
                unpack(archive, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException cause) {
            throw new UncheckedIOException("the Postgres programs cannot be unpacked", cause);
        }
    }

    /**
     * Runs one of the programs. Postgres refuses to run as root, so root runs it inside a user
     * namespace of its own, where it keeps the access to root's files but no privilege.
     */
    ServerCommand.Result run(Duration limit, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return ServerCommand.run(command, limit);
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name");
        boolean macos = system.startsWith("Mac");
        try (InputStream binary = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                macos ? "Darwin" : system,
                // The archive for macOS holds both architectures under one of their names.
                macos ? "x86_64" : System.getProperty("os.arch"))) {
            return binary.readAllBytes();
        }
    }

    private static Path cacheFolder() throws IOException {
        Path userHome = Path.of(System.getProperty("user.home"));
        Path base = Files.isWritable(userHome)
                ? userHome.resolve(".cache")
                : Path.of(System.getProperty("java.io.tmpdir"), System.getProperty("user.name"));
        return Files.createDirectories(base.resolve("modelsync")).toRealPath();
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void unpack(byte[] archive, Path home) throws IOException {
        Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, unfinished);
            }
        }
        Folders.moveUnlessThere(unfinished, home);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive names '%s', outside its own folder".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & EXECUTABLE_BITS) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
