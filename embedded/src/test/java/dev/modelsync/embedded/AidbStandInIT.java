package dev.modelsync.embedded;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AidbStandInIT {
    @TempDir
    Path folder;

    @Test
    void shouldCreateTheExtensionOnceAndKeepWhatIsInIt() throws SQLException {
        try (EmbeddedPostgres server = AidbStandIn.postgresIn(folder).start()) {
            AidbStandIn.createIn(server, "aidb");
            query(server, "SELECT aidb.create_model('kept', 'dummy')");
            AidbStandIn.createIn(server, "aidb");
            assertThat(query(server, "SELECT extversion FROM pg_extension WHERE extname = 'aidb'"))
                    .isEqualTo(AidbStandIn.VERSION);
        }
        try (EmbeddedPostgres server = AidbStandIn.postgresIn(folder).start()) {
            AidbStandIn.createIn(server, "aidb");
            assertThat(query(server, "SELECT provider FROM aidb.models WHERE name = 'kept'"))
                    .isEqualTo("dummy");
        }
    }

    @Test
    void shouldRefuseAFolderThatPostgresWouldSplit() {
        Path split = folder.resolve("a" + File.pathSeparator + "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AidbStandIn.postgresIn(split))
                .withMessageContaining(split.toString());
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.dataSource("aidb").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
