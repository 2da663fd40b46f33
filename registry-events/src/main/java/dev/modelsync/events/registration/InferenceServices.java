package dev.modelsync.events.registration;

import dev.modelsync.events.registration.InferenceService.Change;
import dev.modelsync.events.registration.InferenceService.State;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.SourceTable;
import dev.modelsync.events.source.SourceTable.Rows;
import dev.modelsync.events.source.SourceTable.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Table {@code hm.inference_service}, read. Revisions and times are the database's own. */
public final class InferenceServices {
    /** Those that {@link #read} reads. */
    public static final String COLUMNS = """
            uid, project, name, provider, endpoint_url, api_protocol_version, allow_insecure, models, labels,
            credential_ref, credential_version, state, revision, changed_by, change_reason, changed_at, forced
            """;

    private final JdbcClient jdbc;

    InferenceServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The table as the publisher sees it. */
    static SourceTable<InferenceService> source(JdbcClient jdbc, TransactionTemplate transactions) {
        String key = "project || '/' || name";
        return new SourceTable<>(
                jdbc,
                transactions,
                new Shape("hm.inference_service", key, "uid", "uuid", "state = 'REGISTERED'", "", "forced = false, "),
                new Rows<>(COLUMNS, InferenceServices::read));
    }

    public Optional<InferenceService> findLive(ServiceKey key) {
        return jdbc.sql(
                        "SELECT " + COLUMNS
                                + " FROM hm.inference_service WHERE project = :project AND name = :name AND state = 'REGISTERED'")
                .param("project", key.project())
                .param("name", key.name())
                .query(InferenceServices::read)
                .optional();
    }

    /** What a row says that has the {@link #COLUMNS}. */
    public static InferenceService read(ResultSet row, int number) throws SQLException {
        return new InferenceService(
                row.getObject("uid", UUID.class),
                new ServiceKey(row.getString("project"), row.getString("name")),
                RowColumns.settings(row),
                State.valueOf(row.getString("state")),
                new Change(
                        row.getLong("revision"),
                        row.getString("changed_by"),
                        row.getString("change_reason"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("forced")));
    }
}
