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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Writes all entries that match, newest first, as JSON a line or as CSV.",
        footer = {"", "Example: modelsync activity export --format csv --since 30d --to-file activity.csv"})
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--format", paramLabel = "ndjson|csv", defaultValue = "ndjson", description = "ndjson if not given")
    private String format = "";

    @Option(
            names = "--to-file",
            paramLabel = "FILE",
            description = "Where to; else to standard output. Replaced when it is there")
    private @Nullable Path file;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "The log as it stood then, without entries and outcomes that came after")
    private @Nullable String asOf;

    private final Session session;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Call export = filter.on(Call.get("activity", "export"), session)
                .query("asOf", asOf)
                .query("format", format);
        try (InputStream entries = session.api().open(export)) {
            if (file == null) {
                entries.transferTo(session.out());
                session.out().flush();
            } else {
                write(entries, file.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.ERROR,
                    "The export broke off: " + e.getMessage() + (file == null ? "" : "; " + file + " is as it was"));
        }
        return ExitCode.DONE;
    }

    /** As a whole or not at all. */
    private void write(InputStream entries, Path target) throws IOException {
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
