package dev.modelsync.events.source;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sequence {@code hm.revision}, from which every change of every captured table takes its number. */
public final class Revisions {
    /** Room for revisions that are taken while the sequence is being moved. */
    private static final long MARGIN = 1000;

    private final JdbcClient jdbc;

    public Revisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A revision newer than all of its key, and the database's time. */
    public record Stamp(long revision, Instant at) {}

    /**
     * Makes every revision from now on newer than the given one.
     *
     * @return whether they would not have been: the database is older than what was announced from it
     */
    public boolean movePast(long revision) {
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
}
