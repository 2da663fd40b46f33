package dev.modelsync.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to run a server on a folder. At most one holder exists on the machine; the operating
 * system takes it back from a process that dies, so a server still running on a folder whose lock can
 * be had is an orphan.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the folder if need be.
     *
     * @throws IllegalStateException when this or another process runs a server on the folder
     */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException("folder %s is in use by a process that still runs".formatted(folder));
            }
            return new FolderLock(channel);
        } catch (IOException cause) {
            throw new UncheckedIOException("folder %s cannot be locked".formatted(folder), cause);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("a folder's lock cannot be released", cause);
        }
    }
}
