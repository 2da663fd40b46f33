package dev.modelsync.events.activity.proof;

import dev.modelsync.events.kafka.KafkaProperties;
import dev.modelsync.proof.Chain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The chains after a rebuild: what the topics tell, and, older than their history, what compaction has taken from them, at the
 * places that they had, by the digests that they had. So over a log that nobody has touched it gives the same hashes.
 */
public final class Relinking {
    /** Of entries and outcomes from before there were chains, which no topic holds any more. */
    private static final String EARLIER = "before-chains";

    private static final int ROWS_AT_ONCE = 1000;
    private static final String COLUMNS = "stream, number, record_offset, kind, cluster_id, fact_id, at, content, hash";
    private static final String MERGED = """
            SELECT stream, kind, cluster_id, fact_id, coalesce(told.at, kept.at) AS at,
                coalesce(told.content, kept.content) AS content,
                least(told.record_offset, kept.record_offset) AS record_offset
            FROM new_link told
            FULL JOIN (SELECT * FROM hm.activity_link WHERE at < ?) kept USING (stream, kind, cluster_id, fact_id)
            ORDER BY stream, record_offset, kind
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final FactRows facts;
    private final KafkaProperties kafka;

    Relinking(JdbcClient jdbc, JdbcTemplate template, FactRows facts, KafkaProperties kafka) {
        this.jdbc = jdbc;
        this.template = template;
        this.facts = facts;
        this.kafka = kafka;
    }

    /** Whether the log is from before there were chains. */
    public boolean isNeeded() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM hm.activity) AND NOT EXISTS (SELECT FROM hm.activity_link)")
                .query(Boolean.class)
                .single();
    }

    /** Where the rebuild, within its transaction, puts the links of what the topics tell. */
    public LinkTable begin() {
        jdbc.sql("CREATE TEMPORARY TABLE new_link (LIKE hm.activity_link INCLUDING ALL) ON COMMIT DROP")
                .update();
        return new LinkTable(jdbc, new StreamNames(kafka), "pg_temp.new_link");
    }

    /**
     * After entries and outcomes are as the topics say, in the same transaction as {@link #begin}.
     *
     * @param history what is older may have been taken from the topics
     * @return how many links are others than before
     */
    public int end(Instant history) {
        boolean first = jdbc.sql("SELECT NOT EXISTS (SELECT FROM hm.activity_link)")
                .query(Boolean.class)
                .single();
        jdbc.sql("CREATE TEMPORARY TABLE merged_link (LIKE hm.activity_link INCLUDING ALL) ON COMMIT DROP")
                .update();
        template.execute((ConnectionCallback<Integer>) connection -> chain(connection, history));
        if (first) {
            adopt();
        }
        return replace();
    }

    private static int chain(Connection connection, Instant history) throws SQLException {
        try (PreparedStatement merged = connection.prepareStatement(MERGED);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO merged_link (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            merged.setFetchSize(ROWS_AT_ONCE);
            merged.setObject(1, history.atOffset(ZoneOffset.UTC));
            Links links = new Links(insert);
            try (ResultSet row = merged.executeQuery()) {
                while (row.next()) {
                    links.add(row);
                }
            }
            links.end();
            return links.count;
        }
    }

    /** One chain after the other. */
    private static final class Links {
        private final PreparedStatement insert;
        private String stream = "";
        private String hash = "";
        private long number;
        private int count;

        Links(PreparedStatement insert) {
            this.insert = insert;
        }

        void add(ResultSet row) throws SQLException {
            String of = row.getString("stream");
            if (!of.equals(stream)) {
                stream = of;
                hash = Chain.root(of);
                number = 0;
            }
            number++;
            String name = FactText.name(row.getString("cluster_id"), row.getString("fact_id"));
            hash = Chain.next(hash, number, row.getString("kind"), name, row.getString("content"));
            put(row);
        }

        private void put(ResultSet row) throws SQLException {
            insert.setString(1, stream);
            insert.setLong(2, number);
            insert.setLong(3, row.getLong("record_offset"));
            insert.setString(4, row.getString("kind"));
            insert.setString(5, row.getString("cluster_id"));
            insert.setString(6, row.getString("fact_id"));
            insert.setObject(7, row.getObject("at", OffsetDateTime.class));
            insert.setString(8, row.getString("content"));
            insert.setString(9, hash);
            insert.addBatch();
            if (++count % ROWS_AT_ONCE == 0) {
                insert.executeBatch();
            }
        }

        void end() throws SQLException {
            insert.executeBatch();
        }
    }

    /** Once, when there are no chains yet: later it would give its blessing to whatever somebody has slipped in. */
    private void adopt() {
        String previous = Chain.root(EARLIER);
        long number = 0;
        for (FactText fact : facts.unlinked("merged_link")) {
            number++;
            previous = Chain.next(previous, number, fact.kind(), fact.name(), fact.content());
            jdbc.sql("INSERT INTO merged_link (" + COLUMNS + ")"
                            + " VALUES (:stream, :number, :number, :kind, :cluster, :id, :at, :content, :hash)")
                    .param("stream", EARLIER)
                    .param("number", number)
                    .param("kind", fact.kind())
                    .param("cluster", fact.cluster())
                    .param("id", fact.id())
                    .param("at", fact.at().atOffset(ZoneOffset.UTC))
                    .param("content", fact.content())
                    .param("hash", previous)
                    .update();
        }
    }

    private int replace() {
        int different =
                Objects.requireNonNull(jdbc.sql("""
                        SELECT count(*) FROM merged_link m FULL JOIN hm.activity_link l USING (stream, number)
                        WHERE m.hash IS DISTINCT FROM l.hash OR m.content IS DISTINCT FROM l.content
                            OR (m.kind, m.cluster_id, m.fact_id) IS DISTINCT FROM (l.kind, l.cluster_id, l.fact_id)
                        """).query(Integer.class).single());
        if (different > 0) {
            template.execute((ConnectionCallback<Boolean>) Relinking::replace);
        }
        return different;
    }

    private static boolean replace(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM hm.activity_link");
            statement.executeUpdate(
                    "INSERT INTO hm.activity_link (" + COLUMNS + ") SELECT " + COLUMNS + " FROM merged_link");
            return true;
        }
    }
}
