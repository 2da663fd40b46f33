package dev.modelsync.cli.activity;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.output.Progress;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.FailedException;
import dev.modelsync.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an export goes: to standard output, or into a file, as a whole or not at all. A mixin. */
final class Target {
    @Option(
            names = "--to-file",
            paramLabel = "FILE",
            description = "Where to; else to standard output. Replaced when it is there")
    private @Nullable Path file;

    /** Writes what is answered. */
    int export(Session session, Call call) {
        try (InputStream entries = session.api().open(call)) {
            if (file == null) {
                entries.transferTo(session.out());
                session.out().flush();
            } else {
                write(session, entries, file.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "The export broke off: " + e.getMessage() + (file == null ? "" : "; " + file + " is as it was"));
        }
        return ExitCode.DONE;
    }

    private static void write(Session session, InputStream entries, Path target) throws IOException {
        Path part = Files.createTempFile(target.getParent(), ".activity", ".part");
        try (Progress progress = session.progress()) {
            progress.start("Exporting");
            Files.copy(entries, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
