package dev.modelsync.embedded;

import dev.modelsync.embedded.PostgresDataFolder.StopMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real Postgres server of its own, on loopback, with logical decoding, password authentication and
 * a folder that lasts: a later start on the same folder goes on with the data.
 *
 * <p>Committed data survives {@link #crash}, the death of this process and {@code kill -9} of the
 * server. It does not survive a power failure, because {@code fsync} is off.
 *
 * <p>The server is a process of its own and outlives a killed JVM. The next start on its folder ends
 * it, after making sure that it is the server of that very folder. There is no shutdown hook: the
 * owner closes. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private static final String DUPLICATE_DATABASE = "42P04";

    private final FolderLock lock;
    private final PostgresDataFolder folder;
    private final int port;
    private final Map<String, String> settings;
    private boolean closed;

    private EmbeddedPostgres(FolderLock lock, PostgresDataFolder folder, int port, Map<String, String> settings) {
        this.lock = lock;
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    /** A server that keeps everything in the given folder, which is created if need be. */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    /** Opens a new connection at each request, as user {@value #USER}; it outlives restarts of the server. */
    public DataSource dataSource(String database) {
        return dataSource(port, database);
    }

    /** The same of a server that another process has started. */
    public static DataSource dataSource(int port, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(port, database));
        source.setUser(USER);
        source.setPassword(PASSWORD);
        return source;
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(LoopbackPort.HOST, port, database);
    }

    /** Creates the database; does nothing when it is there. */
    public void createDatabase(String name) {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        try (Connection connection = dataSource(USER).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + quoted);
        } catch (SQLException failure) {
            if (!DUPLICATE_DATABASE.equals(failure.getSQLState())) {
                throw new IllegalStateException("database '%s' cannot be created".formatted(name), failure);
            }
        }
    }

    /** Stops the server cleanly: open transactions are rolled back, connections closed. */
    public synchronized void stop() {
        requireOpen();
        folder.stopServer(StopMode.FAST);
    }

    /** Stops the server as a crash would: nothing is flushed, the next start recovers from its log. */
    public synchronized void crash() {
        requireOpen();
        folder.stopServer(StopMode.IMMEDIATE);
    }

    /** Starts the server again on the same port and data, after stopping it cleanly if it runs. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Stops the server cleanly and gives the folder back; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            folder.stopServer(StopMode.FAST);
        }
    }

    private synchronized void start() {
        LoopbackPort.claim("Postgres", port);
        try {
            folder.startServer(settings);
        } catch (IOException cause) {
            throw new UncheckedIOException("Postgres on port %d cannot be started".formatted(port), cause);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Postgres on port %d has been closed".formatted(port));
        }
    }

    /** How a server is to run. */
    public static final class Builder {
        private final Path folder;
        private final Map<String, String> settings = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("listen_addresses", LoopbackPort.HOST),
                // A socket file's path is limited to about 100 characters, and TCP is what we document.
                Map.entry("unix_socket_directories", ""),
                Map.entry("wal_level", "logical"),
                Map.entry("max_wal_senders", "20"),
                Map.entry("max_replication_slots", "20"),
                Map.entry("max_connections", "100"),
                // Off delays logical decoding by up to 200 ms.
                Map.entry("synchronous_commit", "on"),
                Map.entry("fsync", "off"),
                Map.entry("shared_buffers", "32MB"),
                Map.entry("min_wal_size", "32MB"),
                Map.entry("max_wal_size", "256MB"),
                Map.entry("io_method", "sync"),
                Map.entry("jit", "off"),
                Map.entry("log_checkpoints", "off"),
                // A statement that fails may carry a credential; the error is logged without it.
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC")));
        private int port;

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** 0, the default, is a free port. */
        public Builder port(int newPort) {
            this.port = newPort;
            return this;
        }

        /** A setting of {@code postgresql.conf}, unquoted; takes precedence over the defaults. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Returns when the server takes connections. A server that an earlier, killed process left
         * running on this folder is stopped first.
         *
         * @throws PortTakenException when something else listens on the port
         * @throws IllegalStateException when a living process uses the folder, or the server does not
         *     come up
         */
        public EmbeddedPostgres start() {
            FolderLock lock = FolderLock.take(folder);
            boolean started = false;
            try {
                EmbeddedPostgres server = start(lock);
                started = true;
                return server;
            } catch (IOException cause) {
                throw new UncheckedIOException("Postgres cannot be started in %s".formatted(folder), cause);
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        }

        private EmbeddedPostgres start(FolderLock lock) throws IOException {
            Path realFolder = folder.toRealPath();
            PostgresDataFolder data = new PostgresDataFolder(PostgresBinaries.ofThisMachine(), realFolder);
            data.endOrphan();
            data.createIfAbsent();
            int claimedPort = LoopbackPort.claim("Postgres", port);
            Map<String, String> allSettings = new LinkedHashMap<>(settings);
            allSettings.put("port", Integer.toString(claimedPort));
            EmbeddedPostgres server = new EmbeddedPostgres(lock, data, claimedPort, allSettings);
            server.start();
            return server;
        }
    }
}
