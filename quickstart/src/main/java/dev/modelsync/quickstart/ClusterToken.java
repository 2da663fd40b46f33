package dev.modelsync.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the access token that enrolment shows only once, as the operator of a cluster would: in a
 * file that only its owner reads.
 */
final class ClusterToken {
    private final Path file;

    ClusterToken(Path folder, String cluster) {
        this.file = folder.resolve(cluster + ".token");
    }

    Path file() {
        return file;
    }

    /** Enrols the cluster unless an earlier start has done so. */
    void ensure(Supplier<String> enrol) {
        if (read().isEmpty()) {
            write(enrol.get());
        }
    }

    private Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Token file " + file + " cannot be read", e);
        }
    }

    private void write(String token) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "token",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, token);
            Files.move(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException("Token file " + file + " cannot be written", e);
        }
    }
}
