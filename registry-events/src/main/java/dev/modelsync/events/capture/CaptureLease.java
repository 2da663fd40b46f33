package dev.modelsync.events.capture;

import dev.modelsync.events.database.DatabaseProperties;
import dev.modelsync.events.database.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The right to capture, and what only its holder may do. */
final class CaptureLease implements AutoCloseable {
    private static final Duration SLOT_RELEASE = Duration.ofSeconds(10);
    private static final long SLOT_POLL_MILLIS = 50;

    private final Lease lease;
    private final Connection connection;
    private final String slot;

    private CaptureLease(Lease lease, String slot) {
        this.lease = lease;
        this.connection = lease.connection();
        this.slot = slot;
    }

    /** Empty when another instance has it. */
    static Optional<CaptureLease> tryAcquire(DatabaseProperties database, String slot) throws SQLException {
        return Lease.tryAcquire(database, "capture " + slot).map(lease -> new CaptureLease(lease, slot));
    }

    boolean isHeld() {
        return lease.isHeld();
    }

    /**
     * Frees the slot. Only the holder of the lease reads from it, so whoever still does is an earlier
     * instance of ours that has not noticed its end: its backend is ended.
     *
     * @throws SQLException also when the slot is not free in time
     */
    void freeSlot() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + SLOT_RELEASE.toNanos();
        while (endHolder()) {
            if (System.nanoTime() > deadline) {
                throw new SQLException(
                        "Replication slot " + slot + " is still in use " + SLOT_RELEASE
                                + " after its backend was ended",
                        "55006");
            }
            TimeUnit.MILLISECONDS.sleep(SLOT_POLL_MILLIS);
        }
    }

    /**
     * Forgets a stored position that the log has not reached yet: it came with a copy of the database from
     * another server. Reading from there would silently skip all changes until the log gets there.
     *
     * @return whether there was one; the table is then read instead
     */
    boolean forgetPositionAhead() throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("""
                DELETE FROM hm.capture_offset
                WHERE (position::jsonb ->> 'lsn')::numeric > pg_current_wal_insert_lsn() - '0/0'::pg_lsn
                """)) {
            return forget.executeUpdate() > 0;
        }
    }

    /**
     * Drops a slot without a stored position: it has brought nothing yet, as when the first start of all was cut short.
     * The engine would read the tables at some moment after the slot was made, and of the changes of one row in between
     * only the last would be told. Made anew, the slot comes with a reading of the very moment from which it follows.
     *
     * @return whether there was one
     */
    boolean dropSlotWithoutPosition() throws SQLException {
        try (PreparedStatement drop = connection.prepareStatement("""
                SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                WHERE slot_name = ? AND NOT EXISTS (SELECT FROM hm.capture_offset)
                """)) {
            drop.setString(1, slot);
            try (ResultSet row = drop.executeQuery()) {
                return row.next();
            }
        }
    }

    private boolean endHolder() throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("""
                SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
                WHERE slot_name = ? AND active_pid IS NOT NULL
                """)) {
            end.setString(1, slot);
            try (ResultSet row = end.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() throws SQLException {
        lease.close();
    }
}
