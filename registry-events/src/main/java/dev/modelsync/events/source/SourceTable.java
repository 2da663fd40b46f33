package dev.modelsync.events.source;

import dev.modelsync.events.source.Revisions.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A captured table as the publisher compares it with its topic. Every method that writes does so only if
 * the row is still as it was seen.
 */
public final class SourceTable<R extends SourceRow> {
    private static final String ACTOR = "modelsync";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Shape shape;
    private final Rows<R> rows;

    public SourceTable(JdbcClient jdbc, TransactionTemplate transactions, Shape shape, Rows<R> rows) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.shape = shape;
        this.rows = rows;
    }

    /**
     * How a table is laid out, in SQL; each has {@code revision}, {@code changed_by}, {@code change_reason} and
     * {@code changed_at}, which its trigger keeps.
     *
     * @param name with its schema
     * @param key expression for {@link RowVersion#key()}
     * @param uid primary key, a column for {@link RowVersion#uid()}
     * @param uidType of that column
     * @param live condition for {@link RowVersion#live()}
     * @param lock what is put before the key where the trigger locks it
     * @param touched what a new revision without a change sets besides, each followed by a comma
     */
    public record Shape(
            String name, String key, String uid, String uidType, String live, String lock, String touched) {}

    /** How a whole row is read. */
    public record Rows<R extends SourceRow>(String columns, RowMapper<R> reader) {}

    public String name() {
        return shape.name();
    }

    public Reading read() {
        List<RowVersion> latest = jdbc.sql("""
                        SELECT DISTINCT ON (%1$s) %1$s AS key, %2$s::text AS uid, %3$s AS live, revision, changed_at
                        FROM %4$s ORDER BY %1$s, revision DESC
                        """.formatted(shape.key(), shape.uid(), shape.live(), shape.name()))
                .query(SourceTable::version)
                .list();
        return jdbc.sql("SELECT (pg_current_wal_lsn() - '0/0')::bigint AS lsn, clock_timestamp() AS now")
                .query((ResultSet now, int number) -> new Reading(latest, now.getLong("lsn"), instant(now, "now")))
                .single();
    }

    /** The whole row, empty when it has changed since. */
    public Optional<R> find(RowVersion seen) {
        return jdbc.sql("SELECT " + rows.columns() + " FROM " + shape.name() + seen())
                .param("uid", seen.uid())
                .param("revision", seen.revision())
                .query(rows.reader())
                .optional();
    }

    /**
     * Gives the row a new revision, so that it is announced. Its reason keeps who had changed it last.
     *
     * @return false when it has changed since, which announces it as well
     */
    public boolean touch(RowVersion seen, String reason) {
        return jdbc.sql("UPDATE " + shape.name() + """
                                 SET %schanged_by = :actor, change_reason = CASE
                                     WHEN changed_by = :actor THEN :reason
                                     ELSE :reason || '. Changed before by ' || changed_by || coalesce(': ' || change_reason, '')
                                 END
                                """.formatted(shape.touched()) + seen() + " AND changed_at = :at")
                        .param("actor", ACTOR)
                        .param("reason", reason)
                        .param("uid", seen.uid())
                        .param("revision", seen.revision())
                        .param("at", seen.at().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * A revision for the news that there is no such row, taken under the lock of the key: whoever inserts
     * it afterwards gets a newer one.
     *
     * @return empty when there is a row of that key, live or not
     */
    public Optional<Stamp> stampAbsence(String key) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))::text")
                    .param("key", shape.lock() + key)
                    .query(String.class)
                    .single();
            return jdbc.sql("""
                            SELECT nextval('hm.revision') AS revision, clock_timestamp() AS now
                            WHERE NOT EXISTS (SELECT FROM %s WHERE %s = :key)
                            """.formatted(shape.name(), shape.key()))
                    .param("key", key)
                    .query((ResultSet row, int number) -> new Stamp(row.getLong("revision"), instant(row, "now")))
                    .optional();
        }));
    }

    private String seen() {
        return " WHERE %s = :uid::%s AND revision = :revision".formatted(shape.uid(), shape.uidType());
    }

    private static RowVersion version(ResultSet row, int number) throws SQLException {
        return new RowVersion(
                row.getString("key"),
                row.getString("uid"),
                row.getBoolean("live"),
                row.getLong("revision"),
                instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
