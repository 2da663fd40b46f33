package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;

/**
 * Services that a bench writes into Hybrid Manager's table, each named by a prefix and its number: one after the other, at
 * its time whatever becomes of those before. A stall shows in every change that it delays.
 */
record BenchServices(DataSource hm, Duration interval) {
    private static final String REGISTER = """
            insert into hm.inference_service
                (uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
                 credential_ref, credential_version, state, changed_by)
            values (gen_random_uuid(), ?, ?, 'OPENAI', 'https://api.example.com', 'OPENAI_V1', false,
                    %s, '{}', %s, 'REGISTERED', 'bench')
            """;

    private static final String WITH_A_MODEL = REGISTER.formatted("""
            jsonb_build_array(jsonb_build_object(
                'registryName', ?::text, 'upstreamModel', 'text-embedding-3-small', 'function', 'TEXT_EMBEDDING',
                'aidbProvider', 'openai_embeddings', 'requestPath', '/v1/embeddings'))
            """, "null, 0");

    private static final String WITH_A_CREDENTIAL = REGISTER.formatted("'[]'", "?, 1");

    private static final String ROTATE = """
            update hm.inference_service set credential_version = credential_version + 1, changed_by = 'bench'
            where project = ? and name = ? and state = 'REGISTERED'
            """;

    private static final String DEREGISTER = """
            update hm.inference_service set state = 'DEREGISTERED', changed_by = 'bench'
            where project = ? and name = ? and state = 'REGISTERED'
            """;

    private static final String COMMITTED = """
            select name, pg_xact_commit_timestamp(xmin) as at from hm.inference_service
            where project = ? and name like ? and state = 'REGISTERED'
            """;

    /** Each with a model of its own name, and no credential. */
    void registerWithModel(String prefix, int count) throws SQLException {
        run(prefix, count, WITH_A_MODEL, 3);
    }

    /** Each with version 1 of the credential that is stored under its own name, and no model. */
    void registerWithCredential(String prefix, int count) throws SQLException {
        run(prefix, count, WITH_A_CREDENTIAL, 3);
    }

    void rotate(String prefix, int count) throws SQLException {
        run(prefix, count, ROTATE, 2);
    }

    void deregister(String prefix, int count) throws SQLException {
        run(prefix, count, DEREGISTER, 2);
    }

    /** @param parameters the project, and then the name as often as it is asked for */
    private void run(String prefix, int count, String sql, int parameters) throws SQLException {
        try (Connection connection = hm.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Story.PROJECT);
            long due = System.nanoTime();
            for (int i = 0; i < count; i++) {
                due += interval.toNanos();
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                for (int parameter = 2; parameter <= parameters; parameter++) {
                    statement.setString(parameter, prefix + i);
                }
                statement.executeUpdate();
            }
        }
    }

    /** When the last change of each was committed, by the server's own clock. */
    Map<String, Instant> committed(String prefix) throws SQLException {
        return times(hm, COMMITTED, prefix);
    }

    /** @param query for {@code name} and {@code at}, of a project and names like this */
    static Map<String, Instant> times(DataSource database, String query, String prefix) throws SQLException {
        Map<String, Instant> times = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, Story.PROJECT);
            statement.setString(2, prefix + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    times.put(rows.getString("name"), rows.getTimestamp("at").toInstant());
                }
            }
        }
        return times;
    }

    /** For a person: how long it took from the commit of each change until it arrived. */
    static String delays(Map<String, Instant> committed, Map<String, Instant> arrived) {
        Histogram micros = new Histogram(3);
        committed.forEach((name, at) -> micros.recordValue(Math.max(
                0, Duration.between(at, arrived.getOrDefault(name, Instant.MAX)).toNanos() / 1000)));
        return "p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   (%d changes)"
                .formatted(
                        micros.getValueAtPercentile(50) / 1000.0,
                        micros.getValueAtPercentile(99) / 1000.0,
                        micros.getMaxValue() / 1000.0,
                        micros.getTotalCount());
    }
}
