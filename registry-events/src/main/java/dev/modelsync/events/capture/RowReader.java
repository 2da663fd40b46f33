package dev.modelsync.events.capture;

import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.SourceRow;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** From the engine's envelope to the change of a row of one table: a pure function. */
final class RowReader<R extends SourceRow> {
    private final String table;
    private final Function<Struct, R> rows;

    /** @param rows reads a row's columns; throws when it cannot */
    RowReader(String table, Function<Struct, R> rows) {
        this.table = table;
        this.rows = rows;
    }

    /** Whether the message is about this table. */
    boolean isOf(SourceRecord message) {
        return message.topic().equals(EngineSettings.PREFIX + '.' + table);
    }

    /**
     * @throws UnreadableRowException naming table, key and position, when the operation is unknown, a
     *     column is missing or a value cannot be read
     */
    RowChange<R> read(SourceRecord message) {
        try {
            if (!(message.value() instanceof Struct envelope)) {
                throw new DataException("there is no envelope");
            }
            return change(envelope);
        } catch (RuntimeException e) {
            throw new UnreadableRowException(
                    table, message.key(), message.sourceOffset(), "the change cannot be read: " + e.getMessage(), e);
        }
    }

    private RowChange<R> change(Struct envelope) {
        String operation = envelope.getString("op");
        Position position = position(envelope.getStruct("source"));
        switch (operation) {
            case "r":
                return new RowChange.Seen<>(row(envelope, "after"), position);
            case "c":
                return new RowChange.Inserted<>(row(envelope, "after"), position);
            case "u":
                return new RowChange.Updated<>(row(envelope, "before"), row(envelope, "after"), position);
            case "d":
                return new RowChange.Deleted<>(row(envelope, "before"), position);
            default:
                throw new DataException("operation '" + operation + "' is not known; known: r, c, u, d");
        }
    }

    private static Position position(Struct source) {
        String snapshot = source.getString("snapshot");
        boolean isSnapshot = snapshot != null && !snapshot.equals("false");
        Long lsn = source.getInt64("lsn");
        return new Position(lsn == null ? 0 : lsn, source.getInt64("txId"), isSnapshot);
    }

    private R row(Struct envelope, String image) {
        Struct row = envelope.getStruct(image);
        if (row == null) {
            throw new DataException(
                    "the row '" + image + "' the change is missing; the table needs REPLICA IDENTITY FULL");
        }
        return rows.apply(row);
    }

    static String text(Struct row, String column) {
        return required(row.getString(column), column);
    }

    static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new DataException("column " + column + " is null");
        }
        return value;
    }
}
