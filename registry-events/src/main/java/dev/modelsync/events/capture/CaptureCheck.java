package dev.modelsync.events.capture;

import dev.modelsync.events.capture.CaptureState.Phase;
import dev.modelsync.events.check.Finding;
import dev.modelsync.events.check.SelfCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether this instance captures or stands by, and how the replication slot is. */
final class CaptureCheck implements SelfCheck {
    private static final String CAPTURE = "capture";
    private static final String SLOT = "replication slot";
    private static final String LOOK_AT_LOG = "Look at the log of Hybrid Manager, of every instance";
    /** Far more than what a burst leaves behind for a moment. */
    private static final long BEHIND_LIMIT = 256L * 1024 * 1024;

    private final JdbcClient jdbc;
    private final String slot;
    private final Supplier<CaptureState> capture;

    CaptureCheck(JdbcClient jdbc, String slot, Supplier<CaptureState> capture) {
        this.jdbc = jdbc;
        this.slot = slot;
        this.capture = capture;
    }

    /** @param behind bytes of the log that it has still to bring, null where it is not known */
    private record Slot(
            boolean active,
            @Nullable String walStatus,
            @Nullable Long behind) {}

    @Override
    public List<Finding> look() {
        try {
            Optional<Slot> found = slot();
            boolean active = found.map(Slot::active).orElse(false);
            return List.of(
                    capture(capture.get().phase(), active),
                    found.map(this::judge).orElseGet(this::missing));
        } catch (DataAccessException e) {
            return List.of(Finding.fail(
                    SLOT, "Nothing is known of it, since the database does not answer", "See the database"));
        }
    }

    private Optional<Slot> slot() {
        return jdbc.sql("""
                        SELECT active, wal_status, pg_wal_lsn_diff(
                            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
                            confirmed_flush_lsn)::bigint AS behind
                        FROM pg_replication_slots WHERE slot_name = :slot AND database = current_database()
                        """)
                .param("slot", slot)
                .query((row, number) -> new Slot(
                        row.getBoolean("active"), row.getString("wal_status"), row.getObject("behind", Long.class)))
                .optional();
    }

    private static Finding capture(Phase phase, boolean slotActive) {
        return switch (phase) {
            case STREAMING -> Finding.ok(CAPTURE, "This instance follows the log of the database");
            case STANDBY ->
                slotActive
                        ? Finding.ok(CAPTURE, "Another instance follows the log, this one stands by")
                        : Finding.warn(
                                CAPTURE, "No instance follows the log; this one waits for its turn", LOOK_AT_LOG);
            case STOPPED, FAILED -> Finding.fail(CAPTURE, "The capture of this instance has ended", LOOK_AT_LOG);
        };
    }

    private Finding judge(Slot found) {
        if ("lost".equals(found.walStatus())) {
            return Finding.fail(
                    SLOT,
                    "The server has dropped log that slot '" + slot + "' had still to bring",
                    "Raise max_slot_wal_keep_size and restart Hybrid Manager, which then reads its tables anew");
        }
        if (!found.active()) {
            return Finding.warn(
                    SLOT, "Nobody reads from slot '" + slot + "', and the server keeps log for it", LOOK_AT_LOG);
        }
        long behind = found.behind() == null ? 0 : found.behind();
        String detail = "Slot '" + slot + "' is read from, " + behind / 1024 + " KiB of log behind";
        return behind <= BEHIND_LIMIT
                ? Finding.ok(SLOT, detail)
                : Finding.warn(SLOT, detail, "See whether the brokers answer, and look at the log of Hybrid Manager");
    }

    private Finding missing() {
        return Finding.fail(
                SLOT,
                "The database has no slot '" + slot + "'",
                "It is made when the capture begins, which needs a role with REPLICATION and a free max_replication_slots");
    }
}
