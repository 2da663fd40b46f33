package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Services as the journal remembers them, so that they can be decided again without a new record. */
public final class RememberedServices {
    private static final int AT_ONCE = 100;

    private static final String REMEMBERED = """
            select s.project, s.name, s.uid, s.revision, s.event_id, s.changed_at, s.reason, s.declared, s.endpoint, s.event,
                s.topic, s.partition, s.record_offset
            from modelsync.service s
            """;

    private static final String AMONG =
            "join unnest(:projects::text[], :names::text[]) as k (project, name) using (project, name)";

    private final JdbcClient jdbc;
    private final UnreadRecords unreadRecords;

    public RememberedServices(JdbcClient jdbc, UnreadRecords unreadRecords) {
        this.jdbc = jdbc;
        this.unreadRecords = unreadRecords;
    }

    /**
     * What is to be decided again, and why each is parked.
     *
     * @param reasons of those that are in {@code records}
     */
    public record Parked(List<ServiceRecord> records, Map<ServiceKey, Reason> reasons) {}

    /** Where there are many, any of them: so each has its turn, and none that stays parked is in the way of others. */
    public Parked someParked() {
        List<ServiceRecord> records = new ArrayList<>();
        Map<ServiceKey, Reason> reasons = new HashMap<>();
        jdbc.sql(REMEMBERED + "where s.state = 'PARKED' order by random() limit :limit")
                .param("limit", AT_ONCE)
                .query(row -> {
                    recordIn(row).ifPresent(records::add);
                    reasons.put(keyIn(row), Reason.valueOf(row.getString("reason")));
                });
        return new Parked(records, reasons);
    }

    /** These services, and why each is parked that is. */
    public Parked parkedOrNot(Collection<ServiceKey> keys) {
        Map<ServiceKey, Reason> reasons = new HashMap<>();
        jdbc.sql("select s.project, s.name, s.reason from modelsync.service s " + AMONG + " where s.state = 'PARKED'")
                .params(Journal.arrays(keys))
                .query(row -> {
                    reasons.put(keyIn(row), Reason.valueOf(row.getString("reason")));
                });
        return new Parked(of(keys), reasons);
    }

    /** With the last change of each. */
    public List<ServiceRecord> of(Collection<ServiceKey> keys) {
        List<ServiceRecord> records = new ArrayList<>();
        jdbc.sql(REMEMBERED + AMONG).params(Journal.arrays(keys)).query(row -> {
            recordIn(row).ifPresent(records::add);
        });
        return records;
    }

    /** The services that a rebuild has not met on the topic, as if they had just been purged from it. */
    public List<ServiceRecord> unconfirmed() {
        return jdbc.sql(REMEMBERED
                        + "where s.unconfirmed is not null and s.purged_at is null order by s.project, s.name")
                .query((row, number) ->
                        new ServiceRecord(new ServiceEvent.Purged(keyIn(row)), JournalRows.positionIn(row)))
                .list();
    }

    private Optional<ServiceRecord> recordIn(ResultSet row) throws SQLException {
        RecordPosition position = JournalRows.positionIn(row);
        byte[] unread = row.getBytes("event");
        if (unread != null) {
            return unreadRecords.read(keyIn(row), position, unread);
        }
        ServiceKey key = keyIn(row);
        ServiceEvent event = row.getString("declared") == null
                ? new ServiceEvent.Withdrawn(key, JournalRows.changeIn(row))
                : JournalRows.declaredIn(row, key);
        return Optional.of(new ServiceRecord(event, position));
    }

    private static ServiceKey keyIn(ResultSet row) throws SQLException {
        return new ServiceKey(row.getString("project"), row.getString("name"));
    }
}
