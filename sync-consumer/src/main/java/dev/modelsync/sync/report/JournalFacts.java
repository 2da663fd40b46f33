package dev.modelsync.sync.report;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers of the journal for metrics and heartbeat, as read last. Reading is for one thread; whoever
 * looks at them is never held up by the database.
 */
public final class JournalFacts {
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Snapshot last;

    public JournalFacts(DataSource database, Clock clock) {
        this.jdbc = JdbcClient.create(database);
        this.clock = clock;
    }

    /** Where the database stands in one partition. */
    public record Cursor(String topic, String topicId, int partition, long nextOffset) {}

    /**
     * The numbers at one moment.
     *
     * @param oldestOutcome when the oldest outcome was written that has not gone to Kafka; null when all have
     */
    public record Snapshot(
            Instant takenAt,
            int parkedServices,
            int ownedModels,
            @Nullable Instant oldestOutcome,
            List<Cursor> cursors) {

        public Snapshot {
            cursors = List.copyOf(cursors);
        }
    }

    /** Empty before the first reading. */
    public Optional<Snapshot> last() {
        return Optional.ofNullable(last);
    }

    /** @throws org.springframework.dao.DataAccessException when the database cannot be read; the last numbers stay */
    public void read() {
        Instant now = clock.instant();
        List<Cursor> cursors = jdbc.sql("""
                        select topic, topic_id, partition, next_offset
                        from modelsync.cursor
                        order by topic, partition
                        """)
                .query((row, number) -> new Cursor(
                        row.getString("topic"),
                        row.getString("topic_id"),
                        row.getInt("partition"),
                        row.getLong("next_offset")))
                .list();
        last = jdbc.sql("""
                        select (select count(*) from modelsync.service where state = 'PARKED') as parked,
                               (select count(*) from modelsync.model) as owned,
                               (select created_at from modelsync.outbox order by id limit 1) as oldest
                        """)
                .query((row, number) -> {
                    Timestamp oldest = row.getTimestamp("oldest");
                    return new Snapshot(
                            now,
                            row.getInt("parked"),
                            row.getInt("owned"),
                            oldest == null ? null : oldest.toInstant(),
                            cursors);
                })
                .single();
    }
}
