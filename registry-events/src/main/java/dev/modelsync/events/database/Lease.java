package dev.modelsync.events.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The right to do what only one instance may do: an advisory lock of the database, held by a connection of its own.
 * Whoever loses the connection has lost the lease.
 */
public final class Lease implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Connection connection;

    private Lease(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param what is done by one only; others in the same database may do something else
     * @return empty when another instance has it
     */
    public static Optional<Lease> tryAcquire(DatabaseProperties database, String what) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password());
        properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("connectTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "modelsync " + what + " lease");
        Connection connection = DriverManager.getConnection(database.url(), properties);
        boolean acquired = false;
        try {
            acquired = lock(connection, what);
            return acquired ? Optional.of(new Lease(connection)) : Optional.empty();
        } finally {
            if (!acquired) {
                connection.close();
            }
        }
    }

    private static boolean lock(Connection connection, String what) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended('modelsync ' || ?, 0))")) {
            lock.setString(1, what);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** For statements that nobody may give who does not hold the lease. */
    public Connection connection() {
        return connection;
    }

    public boolean isHeld() {
        try {
            return connection.isValid(Math.toIntExact(ANSWER.toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
