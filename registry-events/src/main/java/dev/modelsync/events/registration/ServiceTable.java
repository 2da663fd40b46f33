package dev.modelsync.events.registration;

import dev.modelsync.events.registration.rules.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Table {@code hm.inference_service} as the publisher compares it with its topic. Every method that
 * writes does so only if the row is still as it was seen.
 */
public final class ServiceTable {
    private static final String ACTOR = "modelsync";
    /** Room for revisions that are taken while the sequence is being moved. */
    private static final long MARGIN = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ServiceTable(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The latest row of a key, without its content; uid, revision and time together name one change. */
    public record Row(UUID uid, ServiceKey key, boolean live, long revision, Instant changedAt) {}

    /**
     * One reading of the table.
     *
     * @param rows one a key
     * @param lsn position in the log, all rows are from before it
     * @param takenAt by the database's clock
     */
    public record Reading(List<Row> rows, long lsn, Instant takenAt) {
        public Reading {
            rows = List.copyOf(rows);
        }
    }

    /** A revision newer than all of its key, and the database's time. */
    public record Stamp(long revision, Instant at) {}

    public Reading read() {
        List<Row> rows = jdbc.sql("""
                        SELECT DISTINCT ON (project, name) uid, project, name, state, revision, changed_at
                        FROM hm.inference_service
                        ORDER BY project, name, revision DESC
                        """).query(ServiceTable::row).list();
        return jdbc.sql("SELECT (pg_current_wal_lsn() - '0/0')::bigint AS lsn, clock_timestamp() AS now")
                .query((ResultSet now, int number) -> new Reading(rows, now.getLong("lsn"), instant(now, "now")))
                .single();
    }

    /** The whole row, empty when it has changed since. */
    public Optional<InferenceService> find(Row seen) {
        return jdbc.sql("SELECT " + InferenceServices.COLUMNS
                        + " FROM hm.inference_service WHERE uid = :uid AND revision = :revision")
                .param("uid", seen.uid())
                .param("revision", seen.revision())
                .query(InferenceServices::read)
                .optional();
    }

    /**
     * Gives the row a new revision, so that it is announced.
     *
     * @return false when it has changed since, which announces it as well
     */
    public boolean touch(Row seen, String reason) {
        return jdbc.sql("""
                                UPDATE hm.inference_service SET changed_by = :actor, change_reason = :reason, forced = false
                                WHERE uid = :uid AND revision = :revision AND changed_at = :at
                                """)
                        .param("actor", ACTOR)
                        .param("reason", reason)
                        .param("uid", seen.uid())
                        .param("revision", seen.revision())
                        .param("at", seen.changedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * A revision for the news that there is no such service, taken under the lock of the key: whoever
     * registers it afterwards gets a newer one.
     *
     * @return empty when there is such a row, in whatever state
     */
    public Optional<Stamp> stampAbsence(ServiceKey key) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))::text")
                    .param("key", key.toString())
                    .query(String.class)
                    .single();
            return jdbc.sql("""
                            SELECT nextval('hm.revision') AS revision, clock_timestamp() AS now
                            WHERE NOT EXISTS (SELECT FROM hm.inference_service WHERE project = :project AND name = :name)
                            """)
                    .param("project", key.project())
                    .param("name", key.name())
                    .query((ResultSet row, int number) -> new Stamp(row.getLong("revision"), instant(row, "now")))
                    .optional();
        }));
    }

    /**
     * Makes every revision from now on newer than the given one.
     *
     * @return whether they would not have been: the database is older than what was announced from it
     */
    public boolean moveRevisionsPast(long revision) {
        return jdbc.sql("""
                        SELECT setval('hm.revision', :moved) FROM hm.revision
                        WHERE last_value < :revision OR (last_value = :revision AND NOT is_called)
                        """)
                .param("moved", revision + MARGIN)
                .param("revision", revision)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("uid", UUID.class),
                new ServiceKey(row.getString("project"), row.getString("name")),
                row.getString("state").equals(InferenceService.State.REGISTERED.name()),
                row.getLong("revision"),
                instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
