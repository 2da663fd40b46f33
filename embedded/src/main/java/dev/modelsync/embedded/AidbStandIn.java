package dev.modelsync.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The AIDB stand-in: a Postgres extension {@code aidb} in plain SQL with the model registry that AIDB
 * documents and no inference, in {@link #VERSIONS several versions}. Its files are resources of this
 * module; they install by plain copy as well.
 */
public final class AidbStandIn {
    public static final String VERSION = "7.6.0";

    /** Without validation and without {@code validate_model}. */
    public static final String VERSION_7_4 = "7.4.0";

    /** With {@code create_credential} in place of credentials on the provider; no release is known to be this one. */
    public static final String VERSION_NAMED_CREDENTIALS = "named-credentials";

    public static final List<String> VERSIONS = List.of(VERSION_7_4, VERSION, VERSION_NAMED_CREDENTIALS);

    private AidbStandIn() {}

    /**
     * A server that can load the extension. The extension's files are written below the folder each
     * time, so an existing folder gets those of this build.
     *
     * @throws IllegalArgumentException when the folder's name holds the character that separates
     *     Postgres' search paths
     */
    public static EmbeddedPostgres.Builder postgresIn(Path folder) {
        Path files = folder.toAbsolutePath().resolve("aidb");
        if (files.toString().contains(File.pathSeparator)) {
            throw new IllegalArgumentException(
                    "folder '%s': Postgres loads no extension from a folder with '%s' in its name"
                            .formatted(folder, File.pathSeparator));
        }
        try {
            AidbExtension.unpackTo(files.resolve("extension"));
        } catch (IOException cause) {
            throw new UncheckedIOException("the AIDB stand-in cannot be written to %s".formatted(files), cause);
        }
        return EmbeddedPostgres.in(folder)
                .setting("extension_control_path", files + File.pathSeparator + "$system")
                .setting("aidb.env_var_allowed_prefix", "AIDB_");
    }

    /** Creates the database and the extension in it; does nothing where they are there. */
    public static void createIn(EmbeddedPostgres server, String database) {
        createIn(server, database, VERSION);
    }

    /**
     * The same in one of the {@link #VERSIONS}. Settings of a database that exists, as switches for what
     * AIDB's documents leave open, are in effect from the beginning.
     */
    public static void createIn(EmbeddedPostgres server, String database, String version) {
        server.createDatabase(database);
        try (Connection connection = server.dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS aidb VERSION '%s' CASCADE".formatted(version));
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "extension aidb cannot be created in database '%s'".formatted(database), failure);
        }
    }
}
