package dev.modelsync.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A fresh database with the stand-in for each test. Everything is asked by {@link AidbServer#MEMBER},
 * which is only a member of {@code aidb_users}, unless a method says otherwise. A row is told as its
 * columns joined by {@code |}; a null column is empty.
 */
final class AidbDatabase implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace SHARED = Namespace.create(AidbServer.class);

    private final String version;
    private final String setting;
    private @Nullable AidbServer server;
    private @Nullable String name;
    private @Nullable Connection member;
    private @Nullable Connection owner;

    AidbDatabase() {
        this(AidbStandIn.VERSION, "");
    }

    private AidbDatabase(String version, String setting) {
        this.version = version;
        this.setting = setting;
    }

    /** With another version than the usual one. */
    static AidbDatabase of(String version) {
        return new AidbDatabase(version, "");
    }

    /** With a version that is created under a setting of the database, as {@code name = 'value'}. */
    static AidbDatabase of(String version, String setting) {
        return new AidbDatabase(version, setting);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        server = context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(AidbServer.class, key -> started(), AidbServer.class);
        name = version.equals(AidbStandIn.VERSION) && setting.isEmpty()
                ? server.newDatabase()
                : server.newDatabase(version, setting);
        member = connectAs(AidbServer.MEMBER, name);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        requireNonNull(member).close();
        if (owner != null) {
            owner.close();
        }
    }

    AidbServer server() {
        return requireNonNull(server);
    }

    String name() {
        return requireNonNull(name);
    }

    Connection member() {
        return requireNonNull(member);
    }

    /** A connection of a role whose password is its name. */
    Connection connectAs(String role, String database) throws SQLException {
        return DriverManager.getConnection(server().postgres().jdbcUrl(database), role, role);
    }

    List<String> rows(String sql, @Nullable Object... parameters) throws SQLException {
        return rows(member(), sql, parameters);
    }

    /** The only row. */
    String row(String sql, @Nullable Object... parameters) throws SQLException {
        return only(rows(sql, parameters));
    }

    /** The only row, as the owner of the extension sees it. */
    String rowForOwner(String sql, @Nullable Object... parameters) throws SQLException {
        return only(rows(owner(), sql, parameters));
    }

    /** Runs a statement without result as the owner of the extension. */
    void asOwner(String sql) throws SQLException {
        try (PreparedStatement statement = owner().prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** What the server says when it refuses the query. */
    ServerErrorMessage refusal(String sql, @Nullable Object... parameters) {
        List<ServerErrorMessage> told = new ArrayList<>();
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> rows(sql, parameters))
                .satisfies(refused -> told.add(requireNonNull(refused.getServerErrorMessage())));
        return told.get(0);
    }

    /** Opened when a test asks for it, since most do not. */
    private Connection owner() throws SQLException {
        if (owner == null) {
            owner = server().postgres().dataSource(name()).getConnection();
        }
        return owner;
    }

    static List<String> rows(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.execute() ? told(statement.getResultSet()) : List.of();
        }
    }

    private static List<String> told(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                String column = result.getString(i);
                columns.add(column == null ? "" : column);
            }
            rows.add(String.join("|", columns));
        }
        return rows;
    }

    private static String only(List<String> rows) {
        if (rows.size() != 1) {
            throw new AssertionError("one row expected, found %s".formatted(rows));
        }
        return rows.get(0);
    }

    private static AidbServer started() {
        try {
            return AidbServer.start();
        } catch (IOException | SQLException cause) {
            throw new IllegalStateException("no server for the contract tests", cause);
        }
    }
}
