package dev.modelsync.events.activity.proof;

import dev.modelsync.events.activity.entry.ActivityFact;
import dev.modelsync.proof.Chain;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds a link for each fact of a stream, in the order of its records. A fact that the stream has told already adds none, whatever
 * other streams have told, so that the chain of a stream follows from its records alone. For whoever holds the log's lock.
 */
public final class LinkTable {
    private final JdbcClient jdbc;
    private final StreamNames names;
    private final String table;

    /** @param table its name in SQL */
    LinkTable(JdbcClient jdbc, StreamNames names, String table) {
        this.jdbc = jdbc;
        this.names = names;
        this.table = table;
    }

    public static LinkTable live(JdbcClient jdbc, StreamNames names) {
        return new LinkTable(jdbc, names, "hm.activity_link");
    }

    /** @throws org.apache.kafka.common.KafkaException when the brokers do not say which topic it is */
    public void add(ConsumerRecord<?, ?> message, ActivityFact fact) {
        FactText text = FactText.of(fact);
        String stream = names.of(message);
        jdbc.sql("""
                        INSERT INTO %1$s (stream, number, record_offset, kind, cluster_id, fact_id, at, content, hash)
                        SELECT :stream, next.number, :offset, :kind, :cluster, :id, :at, :content,
                            encode(sha256(convert_to(
                                concat_ws(E'\\n', next.previous, next.number, :subject, :content), 'UTF8')), 'hex')
                        FROM (SELECT coalesce(max(tip.number), 0) + 1 AS number, coalesce(max(tip.hash), :root) AS previous
                            FROM (SELECT number, hash FROM %1$s WHERE stream = :stream ORDER BY number DESC LIMIT 1) tip) next
                        WHERE NOT EXISTS (SELECT FROM %1$s
                            WHERE stream = :stream AND kind = :kind AND cluster_id = :cluster AND fact_id = :id)
                        """.formatted(table))
                .param("stream", stream)
                .param("offset", message.offset())
                .param("kind", text.kind())
                .param("cluster", text.cluster())
                .param("id", text.id())
                .param("at", text.at().atOffset(ZoneOffset.UTC))
                .param("content", content(stream, text))
                .param("subject", Chain.subject(text.kind(), text.name()))
                .param("root", Chain.root(stream))
                .update();
    }

    /** What was linked once keeps its form, or else what was signed of it would prove nothing any more. */
    private String content(String stream, FactText text) {
        return text.earlierContent()
                .filter(earlier -> isLinked(stream, text, earlier))
                .orElseGet(text::content);
    }

    private boolean isLinked(String stream, FactText text, String content) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM hm.activity_link
                            WHERE stream = :stream AND kind = :kind AND cluster_id = :cluster AND fact_id = :id
                              AND content = :content)
                        """)
                .param("stream", stream)
                .param("kind", text.kind())
                .param("cluster", text.cluster())
                .param("id", text.id())
                .param("content", content)
                .query(Boolean.class)
                .single();
    }
}
