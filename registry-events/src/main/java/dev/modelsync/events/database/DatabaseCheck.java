package dev.modelsync.events.database;

import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.SelfCheck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether Hybrid Manager's database answers, and can keep what it is told. */
final class DatabaseCheck implements SelfCheck {
    private static final String SUBJECT = "database";

    private final JdbcClient jdbc;

    DatabaseCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Finding> look() {
        try {
            return List.of(jdbc.sql("""
                            SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby,
                                   current_setting('wal_level') AS wal_level, current_setting('fsync')::boolean AS fsync
                            """).query((row, number) -> finding(row)).single());
        } catch (DataAccessException e) {
            return List.of(Finding.fail(
                    SUBJECT,
                    "Hybrid Manager's database does not answer",
                    "Look at its server and the way to it; requests are answered with 503 meanwhile"));
        }
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String postgres = "PostgreSQL " + row.getString("version");
        if (row.getBoolean("standby")) {
            return Finding.fail(SUBJECT, postgres + " is a standby", "Let modelsync.database.url lead to the primary");
        }
        if (!row.getString("wal_level").equals("logical")) {
            return Finding.fail(
                    SUBJECT,
                    postgres + " has wal_level " + row.getString("wal_level") + ", so that no change can be captured",
                    "alter system set wal_level = logical, and restart the server");
        }
        return row.getBoolean("fsync")
                ? Finding.ok(SUBJECT, postgres + " answers, with wal_level logical")
                : Finding.warn(
                        SUBJECT,
                        postgres + " runs with fsync off: a crash of its machine can lose what was registered",
                        "alter system set fsync = on, and reload the configuration");
    }
}
