package dev.modelsync.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One server with the stand-in for all contract tests, and a prepared database to copy for each of them. */
final class AidbServer implements AutoCloseable {
    /** A login role that is nothing but a member of {@code aidb_users}. */
    static final String MEMBER = "member";

    private static final String TEMPLATE = "prepared";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private AidbServer(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    static AidbServer start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "aidb-contract-");
        // As Postgres ships: the statement of every error goes to the log, which the tests of secrets rely on.
        EmbeddedPostgres postgres = AidbStandIn.postgresIn(folder)
                .setting("log_min_error_statement", "error")
                .start();
        AidbServer server = new AidbServer(folder, postgres);
        AidbStandIn.createIn(server.postgres, TEMPLATE);
        server.execute("CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE aidb_users".formatted(MEMBER, MEMBER));
        return server;
    }

    /** The name of a new database that has the extension. */
    String newDatabase() throws SQLException {
        String name = "contract_" + databases.incrementAndGet();
        execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, TEMPLATE));
        return name;
    }

    /** The name of a new database that has a version of the extension, created under a setting unless that is empty. */
    String newDatabase(String version, String setting) throws SQLException {
        String name = newEmptyDatabase();
        if (!setting.isEmpty()) {
            execute("ALTER DATABASE %s SET %s".formatted(name, setting));
        }
        AidbStandIn.createIn(postgres, name, version);
        return name;
    }

    /** The name of a new database without the extension. */
    String newEmptyDatabase() throws SQLException {
        String name = "empty_" + databases.incrementAndGet();
        postgres.createDatabase(name);
        return name;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** Everything that the server has written since its start. */
    String log() throws IOException {
        return Files.readString(folder.resolve("postgres.log"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        Folders.delete(folder);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
