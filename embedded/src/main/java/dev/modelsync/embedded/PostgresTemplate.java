package dev.modelsync.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a server that was never started: made once for each user and version beside the programs, and copied
 * from then on, since making them takes longer than all the rest of a start. Several processes may make them at the same
 * time: the first one to finish wins. All copies have the same system identifier, by which nothing here tells servers
 * apart.
 */
record PostgresTemplate(PostgresBinaries binaries) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> OPTIONS = List.of(
            "--username=" + EmbeddedPostgres.USER,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-sync");

    /** Files made with other options are other files. */
    private static final String NAME = "data-%08x".formatted(OPTIONS.hashCode());

    /** Copies the files; a failure may leave a part of them. */
    void copyTo(Path target) throws IOException {
        Path template = binaries.home().resolve(NAME);
        if (!Files.exists(template)) {
            make(template);
        }
        Folders.copy(template, target);
    }

    private void make(Path template) throws IOException {
        Path folder = Files.createTempDirectory(template.getParent(), "initialising-");
        try {
            Path password = Files.writeString(folder.resolve("password"), EmbeddedPostgres.PASSWORD);
            Path data = folder.resolve("data");
            initdb(data, password);
            Folders.moveUnlessThere(data, template);
        } finally {
            Folders.delete(folder);
        }
    }

    private void initdb(Path target, Path password) {
        ServerCommand.Result result = binaries.run(
                LIMIT,
                "initdb",
                Stream.concat(Stream.of("--pgdata=" + target, "--pwfile=" + password), OPTIONS.stream())
                        .toArray(String[]::new));
        if (!result.succeeded()) {
            throw new IllegalStateException(
                    "initdb in %s ended with status %d: %s".formatted(target, result.status(), result.output()));
        }
    }
}
