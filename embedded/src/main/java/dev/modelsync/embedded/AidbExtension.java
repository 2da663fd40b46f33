package dev.modelsync.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the extension {@code aidb}, as Postgres wants to find them in an extension folder. */
final class AidbExtension {
    /** Each script's name says which state it leads from and to; none stands before the one that leads to its state. */
    static final List<String> FILES = List.of(
            "aidb.control",
            "aidb--storage.sql",
            "aidb--storage--credentials.sql",
            "aidb--credentials--probe.sql",
            "aidb--probe--models.sql",
            "aidb--models--config.sql",
            "aidb--config--hcp.sql",
            "aidb--hcp--usage.sql",
            "aidb--usage--pipelines.sql",
            "aidb--pipelines--options.sql",
            "aidb--options--7.6.0.sql",
            "aidb--7.6.0--7.4.0.sql",
            "aidb--7.6.0--named-credentials.sql");

    private AidbExtension() {}

    /**
     * Makes the folder hold these files and nothing else: Postgres takes the shortest way through the
     * scripts that it finds, so one left by an earlier build could lead past another.
     */
    static void unpackTo(Path folder) throws IOException {
        Folders.delete(folder);
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (InputStream content = AidbExtension.class.getResourceAsStream("/aidb/" + file)) {
                if (content == null) {
                    throw new IOException("resource aidb/%s is missing".formatted(file));
                }
                Files.copy(content, folder.resolve(file));
            }
        }
    }
}
