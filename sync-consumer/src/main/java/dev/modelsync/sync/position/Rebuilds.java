package dev.modelsync.sync.position;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
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

    /**
     * Whether every partition has been read through, so that a service not met is gone. Of a topic that
     * may still be being filled that holds when it has records and has brought none for a while; so an
     * empty topic removes nothing.
     */
    public boolean isReadThrough(RebuildReason reason, TopicIdentity topic, int partitions, Duration quiet) {
        Timestamp quietSince = Timestamp.from(clock.instant().minus(quiet));
        return jdbc.sql("""
                        select count(*) filter (where next_offset >= mark) = :partitions
                            and (not exists (select from modelsync.service where unconfirmed is not null and purged_at is null)
                                or (sum(next_offset) > 0
                                    and (not :may_be_incomplete or max(updated_at) < :quiet_since)))
                        from modelsync.cursor
                        where topic = :topic and topic_id = :topic_id
                        """)
                .params(Map.of(
                        "topic", topic.name(),
                        "topic_id", topic.id(),
                        "partitions", partitions,
                        "may_be_incomplete", reason.mayBeIncomplete(),
                        "quiet_since", quietSince))
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
