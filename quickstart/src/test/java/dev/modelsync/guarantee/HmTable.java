package dev.modelsync.guarantee;

import dev.modelsync.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hybrid Manager's table, written by hand, again and again until the server has it. */
final class HmTable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String UNIQUE_VIOLATION = "23505";

    private final EmbeddedPostgres server;

    HmTable(EmbeddedPostgres server) {
        this.server = server;
    }

    private interface Work {
        void on(Connection connection) throws SQLException, IOException;
    }

    /** In one transaction. */
    void execute(List<String> statements) {
        untilDone(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }

    void copy(List<Service> rows) {
        String lines = rows.stream().map(Service::copyLine).collect(Collectors.joining());
        untilDone(connection ->
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(Service.copy(), new StringReader(lines)));
    }

    /** Makes the service what its latest row says. */
    void read(Service service) {
        service.live(false).models().clear();
        JdbcClient.create(server.dataSource(Landscape.HM_DATABASE))
                .sql("""
                        select models::text from hm.inference_service
                        where project = :project and name = :name and state = 'REGISTERED'
                        """)
                .param("project", Landscape.PROJECT)
                .param("name", service.name())
                .query(String.class)
                .optional()
                .ifPresent(models -> service.live(true).models().addAll(JsonText.objects(models)));
    }

    private void untilDone(Work work) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> isDone(work));
    }

    /** A statement that was done without our hearing of it is done: COPY then meets its own rows. */
    private boolean isDone(Work work) {
        try (Connection connection = server.dataSource(Landscape.HM_DATABASE).getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
            return true;
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("08") || state.startsWith("57P")) {
                return false;
            }
            if (state.equals(UNIQUE_VIOLATION) && String.valueOf(e.getMessage()).contains("live_name")) {
                return true;
            }
            throw new IllegalStateException("The stream wrote what Hybrid Manager refuses", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
