package dev.modelsync.events.seal;

import dev.modelsync.events.database.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lease is still held, and whether the tables have been compared with their topics since: that is told by
 * the database only, for the instance that compares may be another one. Asks now and then, since each time is a question
 * to the database. For one thread.
 */
final class LeaseWatch {
    /** A comparison that an operator asks for leaves its mark as well, once it has put the topics right. */
    private static final String COMPARED = "SELECT max(compared_at)::text FROM hm.compared_topic";

    private final Lease lease;
    private final Duration interval;
    private @Nullable String compared;
    private @Nullable String known;
    private long askedAt;

    LeaseWatch(Lease lease, Duration interval) {
        this.lease = lease;
        this.interval = interval;
        this.askedAt = System.nanoTime() - interval.toNanos();
    }

    boolean isHeld() {
        return System.nanoTime() - askedAt < interval.toNanos() || ask();
    }

    /** What has been compared until now is known. */
    void begin() {
        known = compared;
    }

    /** Whether there was a comparison after {@link #begin}, as far as has been asked. */
    boolean isOvertaken() {
        return !Objects.equals(known, compared);
    }

    private boolean ask() {
        askedAt = System.nanoTime();
        try (Statement question = lease.connection().createStatement();
                ResultSet row = question.executeQuery(COMPARED)) {
            row.next();
            compared = row.getString(1);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
