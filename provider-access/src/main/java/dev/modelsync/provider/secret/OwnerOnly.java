package dev.modelsync.provider.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files and folders that nobody but their owner can read. A file appears whole or not at all, and has
 * reached the disk when the method returns.
 */
final class OwnerOnly {
    private static final FileAttribute<Set<PosixFilePermission>> FILE = attribute("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = attribute("rwx------");

    private OwnerOnly() {}

    /** Makes a file, and its folder where that is missing. */
    static void create(Path file, byte[] content) throws FileAlreadyExistsException, IOException {
        // Other than a rename, a hard link never replaces what is there.
        write(file, content, Files::createLink);
    }

    /** Makes a file or replaces it. */
    static void replace(Path file, byte[] content) throws IOException {
        write(
                file,
                content,
                (target, temporary) -> Files.move(
                        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    private interface Placing {
        void place(Path target, Path temporary) throws IOException;
    }

    private static void write(Path file, byte[] content, Placing placing) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder, FOLDER);
        Path temporary = Files.createTempFile(folder, ".modelsync", ".tmp", FILE);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer remaining = ByteBuffer.wrap(content);
                while (remaining.hasRemaining()) {
                    channel.write(remaining);
                }
                channel.force(true);
            }
            placing.place(file, temporary);
        } finally {
            Files.deleteIfExists(temporary);
            force(folder);
        }
    }

    /** Makes the new name itself durable; Linux and macOS open a folder like a file for this. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
