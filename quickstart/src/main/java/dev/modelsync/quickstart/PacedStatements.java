package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** One statement after the other, each at its time whatever becomes of those before: a stall shows in all that it delays. */
record PacedStatements(DataSource database, Duration interval) {
    /** What a statement is given, for the service of a name. */
    interface Parameters {
        void set(PreparedStatement statement, String name) throws SQLException;
    }

    /** For as many services, each named by the prefix and its number. */
    void run(String prefix, int count, String sql, Parameters parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            long due = System.nanoTime();
            for (int i = 0; i < count; i++) {
                due += interval.toNanos();
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                parameters.set(statement, prefix + i);
                statement.executeUpdate();
            }
        }
    }
}
