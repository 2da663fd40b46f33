package dev.modelsync.events.capture;

import dev.modelsync.events.publish.ServiceChange;
import dev.modelsync.events.publish.ServiceChange.Position;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** From the engine's envelope to the change of a row: a pure function. */
final class RowReader {
    /**
     * @throws UnreadableRowException naming table, key and position, when the operation is unknown, a
     *     column is missing or a value cannot be read
     */
    ServiceChange read(SourceRecord message) {
        try {
            if (!(message.value() instanceof Struct envelope)) {
                throw new DataException("there is no envelope");
            }
            return change(envelope);
        } catch (RuntimeException e) {
            throw new UnreadableRowException(
                    EngineSettings.TABLE,
                    message.key(),
                    message.sourceOffset(),
                    "the change cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static ServiceChange change(Struct envelope) {
        String operation = envelope.getString("op");
        Position position = position(envelope.getStruct("source"));
        switch (operation) {
            case "r":
                return new ServiceChange.Seen(row(envelope, "after"), position);
            case "c":
                return written(row(envelope, "after"), position);
            case "u":
                return updated(row(envelope, "before"), row(envelope, "after"), position);
            case "d":
                return new ServiceChange.Purged(row(envelope, "before"), position);
            default:
                throw new DataException("operation '" + operation + "' is not known; known: r, c, u, d");
        }
    }

    private static ServiceChange updated(InferenceService before, InferenceService after, Position position) {
        return before.isLive() && after.isLive()
                ? new ServiceChange.Updated(before, after, position)
                : written(after, position);
    }

    private static ServiceChange written(InferenceService row, Position position) {
        return row.isLive()
                ? new ServiceChange.Registered(row, position)
                : new ServiceChange.Deregistered(row, position);
    }

    private static Position position(Struct source) {
        String snapshot = source.getString("snapshot");
        boolean isSnapshot = snapshot != null && !snapshot.equals("false");
        Long lsn = source.getInt64("lsn");
        return new Position(lsn == null ? 0 : lsn, source.getInt64("txId"), isSnapshot);
    }

    private static InferenceService row(Struct envelope, String image) {
        Struct row = envelope.getStruct(image);
        if (row == null) {
            throw new DataException(
                    "the row '" + image + "' the change is missing; the table needs REPLICA IDENTITY FULL");
        }
        return new InferenceService(
                UUID.fromString(text(row, "uid")),
                new ServiceKey(text(row, "project"), text(row, "name")),
                settings(row),
                State.valueOf(text(row, "state")),
                new Change(
                        required(row.getInt64("revision"), "revision"),
                        text(row, "changed_by"),
                        row.getString("change_reason"),
                        OffsetDateTime.parse(text(row, "changed_at")).toInstant(),
                        isForced(row)));
    }

    /** Rows from before there was the column are in the log, too. */
    private static boolean isForced(Struct row) {
        return row.schema().field("forced") != null && Boolean.TRUE.equals(row.getBoolean("forced"));
    }

    private static ServiceSettings settings(Struct row) {
        return new ServiceSettings(
                text(row, "provider"),
                text(row, "endpoint_url"),
                text(row, "api_protocol_version"),
                required(row.getBoolean("allow_insecure"), "allow_insecure"),
                RowColumns.credential(
                        row.getString("credential_ref"),
                        required(row.getInt32("credential_version"), "credential_version")),
                RowColumns.models(text(row, "models")),
                RowColumns.labels(text(row, "labels")));
    }

    private static String text(Struct row, String column) {
        return required(row.getString(column), column);
    }

    private static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new DataException("column " + column + " is null");
        }
        return value;
    }
}
