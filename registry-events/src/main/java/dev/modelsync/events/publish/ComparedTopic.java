package dev.modelsync.events.publish;

import org.apache.kafka.common.Uuid;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers in the database which topic, by its id, was compared with the table last. */
final class ComparedTopic {
    private final JdbcClient jdbc;
    private final String topic;

    ComparedTopic(JdbcClient jdbc, String topic) {
        this.jdbc = jdbc;
        this.topic = topic;
    }

    /** Whether it is the one of the last comparison, or there was none. */
    boolean isSame(Uuid topicId) {
        return jdbc.sql("SELECT topic_id FROM hm.compared_topic WHERE topic = :topic")
                .param("topic", topic)
                .query(String.class)
                .optional()
                .map(known -> known.equals(topicId.toString()))
                .orElse(true);
    }

    void remember(Uuid topicId) {
        jdbc.sql("""
                        INSERT INTO hm.compared_topic (topic, topic_id) VALUES (:topic, :id)
                        ON CONFLICT (topic) DO UPDATE
                        SET topic_id = excluded.topic_id, compared_at = clock_timestamp()
                        """).param("topic", topic).param("id", topicId.toString()).update();
    }
}
