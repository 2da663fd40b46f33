package dev.modelsync.sync.position;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The position on the service topic, kept in the database it serves, so that it goes back with the
 * data when the database does. It is moved by compare-and-set within the batch's transaction: a
 * worker that was replaced without noticing moves nothing.
 */
public final class Cursors {
    private final JdbcClient jdbc;
    private final String profile;
    private final Clock clock;

    public Cursors(JdbcClient jdbc, String profile, Clock clock) {
        this.jdbc = jdbc;
        this.profile = profile;
        this.clock = clock;
    }

    /** Where the database stands in one partition, and for which topic and configuration. */
    record Stand(String topicId, long nextOffset, boolean ofThisProfile, Instant completeAt) {}

    Optional<Stand> stand(String topic, int partition) {
        return jdbc.sql("""
                        select topic_id, next_offset, profile = :profile as of_this_profile, complete_at
                        from modelsync.cursor
                        where topic = :topic and partition = :partition
                        """)
                .params(Map.of("topic", topic, "partition", partition, "profile", profile))
                .query((row, number) -> new Stand(
                        row.getString("topic_id"),
                        row.getLong("next_offset"),
                        row.getBoolean("of_this_profile"),
                        row.getTimestamp("complete_at").toInstant()))
                .optional();
    }

    boolean knows(String topic) {
        return jdbc.sql("select exists (select from modelsync.cursor where topic = :topic)")
                .param("topic", topic)
                .query(Boolean.class)
                .single();
    }

    /** Places the cursor at the first record of the partition that is not applied yet, and answers where that is. */
    long place(TopicRange range) {
        return jdbc.sql("""
                        insert into modelsync.cursor as c
                            (topic, partition, topic_id, next_offset, profile, updated_at, complete_at)
                        values (:topic, :partition, :topic_id, :beginning, :profile, :now, :now)
                        on conflict (topic, partition) do update
                        set topic_id = excluded.topic_id, profile = excluded.profile,
                            next_offset = greatest(c.next_offset, :beginning)
                        returning next_offset
                        """)
                .params(key(range.topic(), range.partition()))
                .param("beginning", range.beginning())
                .query(Long.class)
                .single();
    }

    /** Notes where the partition ends, unless that was noted since the rebuild began. */
    void mark(TopicRange range) {
        jdbc.sql(
                        "update modelsync.cursor set mark = :end where topic = :topic and partition = :partition and mark is null")
                .params(Map.of(
                        "topic", range.topic().name(),
                        "partition", range.partition(),
                        "end", range.end()))
                .update();
    }

    /** Every partition is to be read from its beginning. */
    void reset(String topic) {
        jdbc.sql("""
                update modelsync.cursor
                set next_offset = 0, mark = null, profile = :profile, updated_at = :now, complete_at = :now
                where topic = :topic
                """)
                .params(Map.of("topic", topic, "profile", profile, "now", now()))
                .update();
    }

    /** The same, of a topic that has taken the place of one of that name. */
    void reset(TopicIdentity topic) {
        reset(topic.name());
        jdbc.sql("update modelsync.cursor set topic_id = :id where topic = :topic")
                .params(Map.of("topic", topic.name(), "id", topic.id()))
                .update();
    }

    /** Notes that the partition has been read to its end. */
    void complete(TopicIdentity topic, int partition, long end) {
        jdbc.sql("""
                update modelsync.cursor set complete_at = :now
                where topic = :topic and partition = :partition and topic_id = :topic_id and profile = :profile
                  and next_offset >= :end
                """).params(key(topic, partition)).param("end", end).update();
    }

    /** False when the database does not stand where the worker believes: the batch must not be applied. */
    public boolean advance(TopicIdentity topic, CursorMove move) {
        return jdbc.sql("""
                        update modelsync.cursor
                        set next_offset = :to, updated_at = :now
                        where topic = :topic and partition = :partition and next_offset = :from
                          and topic_id = :topic_id and profile = :profile
                        """)
                        .params(key(topic, move.partition()))
                        .param("from", move.from())
                        .param("to", move.to())
                        .update()
                == 1;
    }

    private Map<String, Object> key(TopicIdentity topic, int partition) {
        return new HashMap<>(Map.of(
                "topic", topic.name(),
                "topic_id", topic.id(),
                "partition", partition,
                "profile", profile,
                "now", now()));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
