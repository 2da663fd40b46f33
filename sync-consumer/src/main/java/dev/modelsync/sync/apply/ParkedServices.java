package dev.modelsync.sync.apply;

import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parked services of the journal, so that they can be decided again. */
final class ParkedServices {
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final UnreadRecords unreadRecords;

    ParkedServices(JdbcClient jdbc, UnreadRecords unreadRecords) {
        this.jdbc = jdbc;
        this.unreadRecords = unreadRecords;
    }

    /**
     * What is to be decided again, and why each is parked.
     *
     * @param reasons of those that are in {@code records}
     */
    record Again(List<ServiceRecord> records, Map<ServiceKey, Reason> reasons) {}

    /** Where there are many, any of them: so each has its turn, and none that stays parked is in the way of others. */
    Again some() {
        List<ServiceRecord> records = new ArrayList<>();
        Map<ServiceKey, Reason> reasons = new HashMap<>();
        jdbc.sql("""
                select project, name, uid, revision, event_id, changed_at, reason, declared, event,
                    topic, partition, record_offset
                from modelsync.service
                where state = 'PARKED'
                order by random()
                limit :limit
                """).param("limit", AT_ONCE).query(row -> {
            recordIn(row).ifPresent(records::add);
            reasons.put(keyIn(row), Reason.valueOf(row.getString("reason")));
        });
        return new Again(records, reasons);
    }

    private Optional<ServiceRecord> recordIn(ResultSet row) throws SQLException {
        RecordPosition position = Journal.positionIn(row);
        byte[] unread = row.getBytes("event");
        if (unread != null) {
            return unreadRecords.read(keyIn(row), position, unread);
        }
        ServiceKey key = keyIn(row);
        ServiceEvent event = row.getString("declared") == null
                ? new ServiceEvent.Withdrawn(key, Journal.changeIn(row))
                : new ServiceEvent.Declared(key, Journal.changeIn(row), Journal.declaredIn(row));
        return Optional.of(new ServiceRecord(event, position));
    }

    private static ServiceKey keyIn(ResultSet row) throws SQLException {
        return new ServiceKey(row.getString("project"), row.getString("name"));
    }
}
