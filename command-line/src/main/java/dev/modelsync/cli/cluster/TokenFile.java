package dev.modelsync.cli.cluster;

import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where a token goes that is shown once. The file is made, for its owner only, before the token is asked for, so that none is
 * lost because it could not be written; closed without a token, it is taken away again.
 */
final class TokenFile implements AutoCloseable {
    private final @Nullable Path file;
    private final PrintStream out;
    private boolean written;

    private TokenFile(@Nullable Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * @param name {@code -} for standard output
     * @throws FailedException when the file is there, or cannot be made
     */
    static TokenFile prepare(String name, PrintStream out) {
        if (name.equals("-")) {
            return new TokenFile(null, out);
        }
        Path file = Path.of(name);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new TokenFile(file, out);
        } catch (FileAlreadyExistsException e) {
            throw FailedException.usage("File " + file + " is there already; give the name of a new one");
        } catch (IOException e) {
            throw FailedException.usage("File " + file + " cannot be made: " + e.getMessage());
        }
    }

    boolean isStandardOutput() {
        return file == null;
    }

    void write(String token) {
        try {
            if (file == null) {
                out.println(token);
            } else {
                Files.writeString(file, token + '\n');
            }
            written = true;
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "The cluster is enrolled, but its token could not be written to " + file
                            + "; have another one issued by POST /api/v1/clusters/{id}/token");
        }
    }

    @Override
    public void close() {
        try {
            if (file != null && !written) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FailedException(ExitCode.ERROR, "The empty file " + file + " could not be taken away");
        }
    }
}
