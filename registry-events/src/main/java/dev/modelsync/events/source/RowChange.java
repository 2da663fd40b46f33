package dev.modelsync.events.source;

import org.jspecify.annotations.Nullable;

/** One change of one row, as the log or the table showed it. */
public sealed interface RowChange<R extends SourceRow> {
    /** The row that the change is about: after it, or the last one before a deletion. */
    R row();

    Position position();

    default String key() {
        return row().version().key();
    }

    /**
     * Where a change was found.
     *
     * @param lsn position in the log; of a snapshot, the position at which the table was read
     * @param txId the transaction, null where it is not known
     * @param snapshot whether the table was read instead of the log
     */
    record Position(long lsn, @Nullable Long txId, boolean snapshot) {
        @Override
        public String toString() {
            return String.format("%X/%X", lsn >>> Integer.SIZE, (int) lsn) + (snapshot ? " (snapshot)" : "");
        }
    }

    /** The row is new. */
    record Inserted<R extends SourceRow>(R row, Position position) implements RowChange<R> {}

    /** The row is another than before. */
    record Updated<R extends SourceRow>(R before, R row, Position position) implements RowChange<R> {}

    /** A snapshot found the row; what happened to it is not known. */
    record Seen<R extends SourceRow>(R row, Position position) implements RowChange<R> {}

    /** The row is no longer there. */
    record Deleted<R extends SourceRow>(R row, Position position) implements RowChange<R> {}
}
