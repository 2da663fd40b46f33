package dev.modelsync.quickstart;

import dev.modelsync.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** An AIDB cluster as its users see it: through SQL. */
final class Cluster {
    static final String DATABASE = "aidb";

    private static final String MODELS = """
            select held.name, held.config
            from (
                select name, substring(option from length('config=') + 1) as config
                from aidb.models, unnest(options) as option
                where option like 'config=%') as held
            join modelsync.model as ours on ours.registry_name = held.name
            where ours.project = ? and ours.service = ? and held.config::jsonb ->> 'url' = ours.url
            """;

    private static final String STATE = """
            select revision, state, reason, detail from modelsync.service where project = ? and name = ?
            """;

    private final String id;
    private final EmbeddedPostgres server;
    private final DataSource database;

    Cluster(String id, EmbeddedPostgres server) {
        this.id = id;
        this.server = server;
        this.database = server.dataSource(DATABASE);
    }

    /** What the cluster's journal says of a service. */
    record ServiceState(long revision, String state, Optional<String> reason, Optional<String> detail) {}

    String id() {
        return id;
    }

    EmbeddedPostgres server() {
        return server;
    }

    DataSource database() {
        return database;
    }

    /** The models of a service that the registry really holds, by name, with their configuration. */
    SortedMap<String, String> models(Connection connection, String project, String service) throws SQLException {
        SortedMap<String, String> models = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(MODELS)) {
            statement.setString(1, project);
            statement.setString(2, service);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    models.put(rows.getString("name"), rows.getString("config"));
                }
            }
        }
        return models;
    }

    Optional<ServiceState> state(Connection connection, String project, String service) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setString(1, project);
            statement.setString(2, service);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    private static ServiceState read(ResultSet row) throws SQLException {
        return new ServiceState(
                row.getLong("revision"),
                row.getString("state"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("detail")));
    }
}
