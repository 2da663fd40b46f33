package dev.modelsync.events.publish;

import org.apache.kafka.common.Uuid;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers in the database which topics, by their ids, were compared with their tables last. */
final class ComparedTopics {
    private final JdbcClient jdbc;

    ComparedTopics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the last comparison left behind. */
    enum Memory {
        /** There was none: the table is captured for the first time. */
        NONE,
        /** It was this topic. */
        SAME,
        /** It was another topic of that name. */
        ANOTHER
    }

    Memory memory(String topic, Uuid topicId) {
        return jdbc.sql("SELECT topic_id FROM hm.compared_topic WHERE topic = :topic")
                .param("topic", topic)
                .query(String.class)
                .optional()
                .map(known -> known.equals(topicId.toString()) ? Memory.SAME : Memory.ANOTHER)
                .orElse(Memory.NONE);
    }

    void remember(String topic, Uuid topicId) {
        jdbc.sql("""
                        INSERT INTO hm.compared_topic (topic, topic_id) VALUES (:topic, :id)
                        ON CONFLICT (topic) DO UPDATE
                        SET topic_id = excluded.topic_id, compared_at = clock_timestamp()
                        """).param("topic", topic).param("id", topicId.toString()).update();
    }
}
