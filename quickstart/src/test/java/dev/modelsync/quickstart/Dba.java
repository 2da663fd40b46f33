package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a DBA does to a cluster, as superuser. */
final class Dba {
    private Dba() {}

    static void run(Cluster cluster, String sql) throws SQLException {
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
