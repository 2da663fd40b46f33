package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.Checkpoint;
import dev.modelsync.proof.Checkpoint.Tip;
import dev.modelsync.proof.ProofLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code hm.activity_checkpoint}: everything that was signed. */
final class CheckpointTable {
    /** "checkpnt" to whoever looks at pg_locks. */
    private static final long LOCK = 0x636865636b706e74L;

    private final JdbcClient jdbc;
    private final SigningKeyTable keys;

    CheckpointTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.keys = new SigningKeyTable(jdbc);
    }

    /** Until the end of the transaction nobody else signs. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> number)
                .list();
    }

    @Nullable Checkpoint last() {
        Optional<String> statement = jdbc.sql(
                        "SELECT statement FROM hm.activity_checkpoint ORDER BY number DESC LIMIT 1")
                .query(String.class)
                .optional();
        return statement.map(Checkpoint::of).orElse(null);
    }

    /** Where every stream ends, as of one moment. */
    Map<String, Tip> tips() {
        Map<String, Tip> tips = new HashMap<>();
        jdbc.sql("SELECT DISTINCT ON (stream) stream, number, hash FROM hm.activity_link ORDER BY stream, number DESC")
                .query(row -> {
                    tips.put(row.getString("stream"), new Tip(row.getLong("number"), row.getString("hash")));
                });
        return tips;
    }

    void add(long number, ProofLine.Signed checkpoint) {
        jdbc.sql("""
                        INSERT INTO hm.activity_checkpoint (number, statement, key_id, signature)
                        VALUES (:number, :statement, :key, :signature)
                        """)
                .param("number", number)
                .param("statement", checkpoint.statement())
                .param("key", checkpoint.keyId())
                .param("signature", checkpoint.signature())
                .update();
    }

    /** By a key that this log is or was signed with. */
    boolean isSignedByUs(ProofLine.Signed checkpoint) {
        return keys.hasSigned(checkpoint);
    }

    /** In their order. */
    List<ProofLine.Signed> all() {
        return query("SELECT * FROM hm.activity_checkpoint ORDER BY number");
    }

    /** Newest first. */
    List<ProofLine.Signed> latest(int limit) {
        return query("SELECT * FROM hm.activity_checkpoint ORDER BY number DESC LIMIT " + limit);
    }

    /** What the topic has not got, in its order. */
    List<ProofLine.Signed> pending() {
        return query("SELECT * FROM hm.activity_checkpoint WHERE NOT published ORDER BY number");
    }

    void published(long number) {
        jdbc.sql("UPDATE hm.activity_checkpoint SET published = true WHERE number = :number")
                .param("number", number)
                .update();
    }

    private List<ProofLine.Signed> query(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> new ProofLine.Signed(
                        row.getString("statement"), row.getString("key_id"), row.getString("signature")))
                .list();
    }
}
