package dev.modelsync.events.probe;

import dev.modelsync.events.probe.StatusTable.Ticket;
import dev.modelsync.events.registration.RowColumns;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.view.EndpointState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket is for, and what was held before.
 *
 * @param failures in a row that may pass, until now
 */
record Assignment(
        Ticket ticket,
        ServiceKey key,
        ServiceSettings settings,
        EndpointState state,
        @Nullable String cause,
        int failures) {

    /** Whether the verdict is another one than what was held. */
    boolean isNews(Verdict verdict) {
        String found = verdict.cause() == null ? null : verdict.cause().name();
        return verdict.confirmed() && (verdict.state() != state || !Objects.equals(found, cause));
    }

    static Assignment read(ResultSet row, Ticket ticket) throws SQLException {
        return new Assignment(
                ticket,
                new ServiceKey(row.getString("project"), row.getString("name")),
                RowColumns.settings(row),
                EndpointState.valueOf(row.getString("held_state")),
                row.getString("held_cause"),
                row.getInt("failures"));
    }
}
