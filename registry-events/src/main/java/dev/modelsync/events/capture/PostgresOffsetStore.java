package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Keeps the engine's position in table {@code hm.capture_offset}: in the database that it is a
 * position of, so that a restored copy comes with the position that fits it. Made by the engine, by
 * the name of the class.
 */
public final class PostgresOffsetStore implements OffsetBackingStore {
    private static final String PREFIX = "offset.storage.hm.";
    private static final String URL = PREFIX + "url";
    private static final String USER = PREFIX + "user";
    private static final String PASSWORD = PREFIX + "password";

    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable Connection connection;

    /** The settings that {@link #configure} reads. */
    static Map<String, String> settings(DatabaseProperties database) {
        return Map.of(URL, database.url(), USER, database.username(), PASSWORD, database.password());
    }

    @Override
    public void configure(WorkerConfig config) {
        Map<String, String> settings = config.originalsStrings();
        url = settings.get(URL);
        user = settings.get(USER);
        password = settings.get(PASSWORD);
    }

    @Override
    public synchronized void start() {
        try {
            open();
        } catch (SQLException e) {
            throw new ConnectException("The store of the capture's position cannot be opened", e);
        }
    }

    @Override
    public synchronized void stop() {
        try {
            close();
        } catch (SQLException e) {
            throw new ConnectException("The store of the capture's position cannot be closed", e);
        }
    }

    @Override
    public synchronized Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        try (PreparedStatement select = open().prepareStatement("""
                SELECT position FROM hm.capture_offset WHERE engine_key = ?
                """)) {
            for (ByteBuffer key : keys) {
                select.setString(1, text(key));
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        found.put(key, ByteBuffer.wrap(row.getString(1).getBytes(UTF_8)));
                    }
                }
            }
            return CompletableFuture.completedFuture(found);
        } catch (SQLException e) {
            return failed(e);
        }
    }

    @Override
    public synchronized Future<Void> set(Map<ByteBuffer, ByteBuffer> positions, Callback<Void> callback) {
        try (PreparedStatement upsert = open().prepareStatement("""
                INSERT INTO hm.capture_offset (engine_key, position) VALUES (?, ?)
                ON CONFLICT (engine_key) DO UPDATE SET position = excluded.position, stored_at = clock_timestamp()
                """)) {
            for (Map.Entry<ByteBuffer, ByteBuffer> position : positions.entrySet()) {
                upsert.setString(1, text(position.getKey()));
                upsert.setString(2, text(position.getValue()));
                upsert.executeUpdate();
            }
        } catch (SQLException e) {
            callback.onCompletion(e, null);
            return failed(e);
        }
        callback.onCompletion(null, null);
        return CompletableFuture.completedFuture(null);
    }

    /** Only a cluster of Kafka Connect asks. */
    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = DriverManager.getConnection(Objects.requireNonNull(url), user, password);
            connection = current;
        }
        return current;
    }

    private void close() throws SQLException {
        Connection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }

    /** The next call gets a new connection, since this one may be what failed. */
    private <T> Future<T> failed(SQLException failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return CompletableFuture.failedFuture(failure);
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
