package dev.modelsync.events.source;

import java.time.Instant;
import java.util.List;

/**
 * One reading of a table.
 *
 * @param rows the latest of each key
 * @param lsn position in the log, all rows are from before it
 * @param takenAt by the database's clock
 */
public record Reading(List<RowVersion> rows, long lsn, Instant takenAt) {
    public Reading {
        rows = List.copyOf(rows);
    }
}
