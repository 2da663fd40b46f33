package dev.modelsync.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedPostgresIT {
    @TempDir
    Path folder;

    @Test
    void shouldAcceptExactlyItsPassword() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            assertThat(query(server, "postgres", "SELECT current_user")).isEqualTo("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "wrong")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void shouldRunWithTheSettingsThatCaptureNeeds() throws SQLException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.in(folder).setting("work_mem", "5MB").start()) {
            assertThat(query(server, "postgres", "SHOW wal_level")).isEqualTo("logical");
            assertThat(query(server, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "postgres", "SHOW work_mem")).isEqualTo("5MB");
        }
    }

    @Test
    void shouldCreateADatabaseOnce() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            server.createDatabase("odd \"name");
            server.createDatabase("odd \"name");
            assertThat(query(server, "postgres", "SELECT count(*) FROM pg_database WHERE datname = 'odd \"name'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void shouldHaveFilesOfItsOwn() throws SQLException {
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.in(folder.resolve("first")).start();
                EmbeddedPostgres other =
                        EmbeddedPostgres.in(folder.resolve("second")).start()) {
            execute(server, "CREATE TABLE mine (n int)");
            assertThat(query(server, "postgres", "SELECT to_regclass('mine')")).isEqualTo("mine");
            assertThat(query(other, "postgres", "SELECT to_regclass('mine')")).isNull();
        }
        try (EmbeddedPostgres later =
                EmbeddedPostgres.in(folder.resolve("third")).start()) {
            assertThat(query(later, "postgres", "SELECT to_regclass('mine')")).isNull();
        }
    }

    @Test
    void shouldKeepDataOverStopCrashAndASecondStart() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            execute(server, "CREATE TABLE kept (n int)");
            execute(server, "INSERT INTO kept VALUES (1)");
            int port = server.port();
            server.restart();
            execute(server, "INSERT INTO kept VALUES (2)");
            server.crash();
            assertThatThrownBy(() -> query(server, "postgres", "SELECT 1")).isInstanceOf(SQLException.class);
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            execute(server, "INSERT INTO kept VALUES (3)");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            assertThat(query(server, "postgres", "SELECT count(*) FROM kept")).isEqualTo("3");
        }
    }

    @Test
    void shouldNameATakenPort() throws IOException {
        try (ServerSocket occupant = new ServerSocket()) {
            occupant.bind(LoopbackPort.address(0));
            assertThatThrownBy(() -> EmbeddedPostgres.in(folder)
                            .port(occupant.getLocalPort())
                            .start())
                    .isInstanceOfSatisfying(
                            PortTakenException.class,
                            taken -> assertThat(taken.port()).isEqualTo(occupant.getLocalPort()));
        }
        EmbeddedPostgres.in(folder).start().close();
    }

    @Test
    void shouldRefuseAFolderThatALivingProcessUses() {
        try (EmbeddedPostgres first = EmbeddedPostgres.in(folder).start()) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(folder).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
            assertThat(first.port()).isPositive();
        }
    }

    @Test
    void shouldShowTheServersLastWordsWhenItDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedPostgres.in(folder)
                        .setting("no_such_setting", "1")
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void shouldNotLogTheTextOfAStatementThatFails() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            assertThatThrownBy(() -> execute(server, "SELECT 'sk-recognisable' FROM absent"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(Files.readString(folder.resolve("postgres.log")))
                .contains("absent")
                .doesNotContain("sk-recognisable");
    }

    @Test
    void shouldIgnoreARecordedProcessNumberThatNowBelongsToAnotherProcess() throws IOException, SQLException {
        EmbeddedPostgres.in(folder).start().close();
        ProcessHandle bystander = ProcessHandle.current();
        Files.writeString(
                folder.resolve("data").resolve("postmaster.pid"),
                "%d\n%s\n1\n".formatted(bystander.pid(), folder.resolve("data")));
        try (EmbeddedPostgres server = EmbeddedPostgres.in(folder).start()) {
            assertThat(query(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    static String query(EmbeddedPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.dataSource(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
