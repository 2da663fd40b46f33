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
        try {
            if (file == null) {
                print(session, call);
            } else {
                write(session, call, file.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "The export broke off: " + e.getMessage() + (file == null ? "" : "; " + file + " is as it was"));
        }
        return ExitCode.DONE;
    }

    private static void print(Session session, Call call) throws IOException {
        try (InputStream entries = session.api().open(call)) {
            entries.transferTo(session.out());
            session.out().flush();
        }
    }

    private static void write(Session session, Call call, Path target) throws IOException {
        Path part = partOf(target);
        try (InputStream entries = session.api().open(call);
                Progress progress = session.progress()) {
            progress.start("Exporting");
            Files.copy(entries, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** In the same folder, and before anything is asked, so that no export is thrown away because it cannot be kept. */
    private static Path partOf(Path target) {
        try {
            return Files.createTempFile(target.getParent(), ".activity", ".part");
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "No file can be made in " + target.getParent()
                            + "; allowed: a folder that is there and can be written to");
        }
    }
}
