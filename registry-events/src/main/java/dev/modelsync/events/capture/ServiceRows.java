package dev.modelsync.events.capture;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.ServiceKey;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;

import static dev.modelsync.events.capture.RowReader.required;
import static dev.modelsync.events.capture.RowReader.text;

/** Rows of {@code hm.inference_service}. */
final class ServiceRows {
    static final String TABLE = "hm.inference_service";

    private ServiceRows() {}

    static RowReader<InferenceService> reader() {
        return new RowReader<>(TABLE, ServiceRows::row);
    }

    private static InferenceService row(Struct row) {
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
}
