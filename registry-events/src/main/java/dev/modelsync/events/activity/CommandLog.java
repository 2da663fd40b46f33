package dev.modelsync.events.activity;

import dev.modelsync.schema.CommandOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code hm.worker_command}: what became of each command. */
public final class CommandLog {
    private final JdbcClient jdbc;

    CommandLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<CommandView> find(String cluster, String commandId) {
        return jdbc.sql("SELECT * FROM hm.worker_command WHERE cluster_id = :cluster AND command_id = :id")
                .param("cluster", cluster)
                .param("id", commandId)
                .query(CommandLog::read)
                .optional();
    }

    /** A command that was not given here becomes known by its answer. The first answer counts. */
    void record(CommandOutcome outcome) {
        jdbc.sql("""
                        INSERT INTO hm.worker_command AS known (
                            cluster_id, command_id, type, actor, reason, issued_at, result, refusal, detail, decided_at)
                        VALUES (:cluster, :id, :type, :actor, :reason, :issued, :result, :refusal, :detail, :decided)
                        ON CONFLICT (cluster_id, command_id) DO UPDATE
                        SET result = excluded.result, refusal = excluded.refusal, detail = excluded.detail,
                            decided_at = excluded.decided_at
                        WHERE known.result IS NULL
                        """)
                .param("cluster", outcome.getClusterId())
                .param("id", outcome.getCommandId())
                .param("type", outcome.getType())
                .param("actor", outcome.getActor())
                .param("reason", outcome.getCommandReason())
                .param("issued", outcome.getIssuedAt().atOffset(ZoneOffset.UTC))
                .param("result", outcome.getResult().name())
                .param("refusal", outcome.getReason())
                .param("detail", outcome.getDetail())
                .param("decided", outcome.getDecidedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static CommandView read(ResultSet row, int number) throws SQLException {
        return new CommandView(
                row.getString("cluster_id"),
                row.getString("command_id"),
                row.getString("type"),
                row.getString("project"),
                row.getString("service_name"),
                row.getObject("revision", Long.class),
                row.getString("approval_id"),
                row.getString("actor"),
                row.getString("reason"),
                Objects.requireNonNull(instant(row, "issued_at")),
                instant(row, "expires_at"),
                Objects.requireNonNullElse(row.getString("result"), "PENDING"),
                row.getString("refusal"),
                row.getString("detail"),
                instant(row, "decided_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
