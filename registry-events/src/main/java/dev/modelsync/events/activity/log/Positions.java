package dev.modelsync.events.activity.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each partition is folded, in the database of what was folded. */
final class Positions {
    /** "activity" to whoever looks at pg_locks: any number will do that nobody else takes in this database. */
    private static final long LOCK = 0x6163746976697479L;

    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else writes to the log: its sequence is the order of its commits. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> number)
                .list();
    }

    Map<TopicPartition, Long> all() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        jdbc.sql("SELECT topic, partition, next_offset FROM hm.activity_position")
                .query(row -> {
                    positions.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            row.getLong("next_offset"));
                });
        return positions;
    }

    void store(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> jdbc.sql("""
                        INSERT INTO hm.activity_position (topic, partition, next_offset)
                        VALUES (:topic, :partition, :next)
                        ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
                        """)
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .param("next", offset)
                .update());
    }
}
