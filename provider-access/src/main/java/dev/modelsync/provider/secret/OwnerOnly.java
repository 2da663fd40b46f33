package dev.modelsync.provider.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that nobody but their owner can read. */
final class OwnerOnly {
    static final FileAttribute<Set<PosixFilePermission>> FILE = attribute("rw-------");

    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = attribute("rwx------");

    private OwnerOnly() {}

    /** Creates the folder and those above it; one that is already there is left as it is. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, FOLDER);
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
