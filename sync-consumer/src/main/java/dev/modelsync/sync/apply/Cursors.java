package dev.modelsync.sync.apply;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
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

    /** What a topic's partition holds: records from {@code beginning} up to, without, {@code end}. */
    public record Range(TopicIdentity topic, int partition, long beginning, long end) {}

    /** A topic's name, and the id by which a topic created again is told from its predecessor. */
    public record TopicIdentity(String name, String id) {}

    /**
     * Where to read on. From the beginning, where there is no position, or one of another topic of
     * that name, of another profile of the cluster, or outside what the topic holds; events that were
     * applied before change nothing.
     */
    public long claim(Range range) {
        jdbc.sql("""
                insert into modelsync.cursor as c (topic, partition, topic_id, next_offset, profile, updated_at)
                values (:topic, :partition, :topic_id, :beginning, :profile, :now)
                on conflict (topic, partition) do update
                set topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                    profile = excluded.profile, updated_at = excluded.updated_at
                where c.topic_id <> excluded.topic_id or c.profile <> excluded.profile
                   or c.next_offset not between :beginning and :end
                """)
                .params(key(range.topic(), range.partition()))
                .param("beginning", range.beginning())
                .param("end", range.end())
                .update();
        return jdbc.sql("select next_offset from modelsync.cursor where topic = :topic and partition = :partition")
                .params(Map.of("topic", range.topic().name(), "partition", range.partition()))
                .query(Long.class)
                .single();
    }

    /** False when the database does not stand where the worker believes: the batch must not be applied. */
    boolean advance(TopicIdentity topic, CursorMove move) {
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
                "now", Timestamp.from(clock.instant())));
    }
}
