package dev.modelsync.sync.position;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reading the topic again from its beginning: who has not been met yet, and when everything has been
 * read. All of it is in the database, so it survives a crash and is shared by several workers.
 */
public final class Rebuilds {
    private final JdbcClient jdbc;
    private final Cursors cursors;
    private final Clock clock;

    public Rebuilds(JdbcClient jdbc, Cursors cursors, Clock clock) {
        this.jdbc = jdbc;
        this.cursors = cursors;
        this.clock = clock;
    }

    public boolean isOpen() {
        return open().isPresent();
    }

    public Optional<RebuildReason> open() {
        return jdbc.sql("select reason from modelsync.rebuild where ended_at is null")
                .query(String.class)
                .optional()
                .map(RebuildReason::valueOf);
    }

    void begin(RebuildReason reason, TopicIdentity topic) {
        open(reason);
        cursors.reset(topic);
    }

    /** On whatever topic of that name has been read so far. */
    public void beginOrdered(String topic) {
        open(RebuildReason.ORDERED);
        cursors.reset(topic);
    }

    private void open(RebuildReason reason) {
        jdbc.sql("update modelsync.rebuild set ended_at = :now where ended_at is null")
                .param("now", now())
                .update();
        jdbc.sql("insert into modelsync.rebuild (reason, began_at) values (:reason, :now)")
                .params(Map.of("reason", reason.name(), "now", now()))
                .update();
        jdbc.sql("update modelsync.service set unconfirmed = :kind where unconfirmed is distinct from 'NEW_TOPIC'")
                .param("kind", reason.isOfNewTopic() ? "NEW_TOPIC" : "AGAIN")
                .update();
    }

    /** Whether a service has not been met on the topic yet. */
    public boolean missesAny() {
        return jdbc.sql(
                        "select exists (select from modelsync.service where unconfirmed is not null and purged_at is null)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Whether every partition has been read up to where it ended when the rebuild began, so that a service not met is
     * gone. An empty topic removes nothing: it tells nothing.
     */
    public boolean isReadThrough(TopicIdentity topic, int partitions) {
        return jdbc.sql("""
                        select count(*) filter (where next_offset >= mark) = :partitions
                            and (:misses_none or sum(next_offset) > 0)
                        from modelsync.cursor
                        where topic = :topic and topic_id = :topic_id
                        """)
                .params(Map.of(
                        "topic",
                        topic.name(),
                        "topic_id",
                        topic.id(),
                        "partitions",
                        partitions,
                        "misses_none",
                        !missesAny()))
                .query(Boolean.class)
                .single();
    }

    public void end(int gone) {
        jdbc.sql("update modelsync.rebuild set ended_at = :now, gone = :gone where ended_at is null")
                .params(Map.of("now", now(), "gone", gone))
                .update();
        jdbc.sql(
                        "update modelsync.service set unconfirmed = null where unconfirmed is not null and purged_at is not null")
                .update();
        jdbc.sql("update modelsync.cursor set mark = null where mark is not null")
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
