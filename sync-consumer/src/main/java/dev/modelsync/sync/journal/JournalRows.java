package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ChangeId;
import dev.modelsync.sync.plan.DeclaredModel;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.JournalEntry;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceEvent;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.plan.ServiceState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What stands in a row about a service, here and in the tables that are laid out alike. */
public final class JournalRows {
    private static final TypeReference<List<DeclaredModel>> DECLARED = new TypeReference<>() {};

    private JournalRows() {}

    static JournalEntry entryIn(ResultSet row, ServiceKey key, List<ModelSpec> owned) throws SQLException {
        ServiceState state = ServiceState.valueOf(row.getString("state"));
        JournalEntry entry = new JournalEntry(
                key,
                changeIn(row),
                state,
                owned,
                row.getString("profile"),
                "NEW_TOPIC".equals(row.getString("unconfirmed")));
        return row.getString("unconfirmed") == null ? entry : entry.reopened();
    }

    /** Of a row whose last change is not a deregistration. */
    public static ServiceEvent.Declared declaredIn(ResultSet row, ServiceKey key) throws SQLException {
        List<DeclaredModel> models = JsonMapper.shared().readValue(row.getString("declared"), DECLARED);
        return new ServiceEvent.Declared(key, changeIn(row), models, endpointIn(row));
    }

    /** Null where an earlier release wrote the row, and after a deregistration. */
    public static @Nullable Endpoint endpointIn(ResultSet row) throws SQLException {
        String endpoint = row.getString("endpoint");
        return endpoint == null ? null : JsonMapper.shared().readValue(endpoint, Endpoint.class);
    }

    public static RecordPosition positionIn(ResultSet row) throws SQLException {
        return new RecordPosition(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset"));
    }

    public static ChangeId changeIn(ResultSet row) throws SQLException {
        return new ChangeId(
                row.getString("event_id"),
                row.getString("uid"),
                row.getLong("revision"),
                row.getTimestamp("changed_at").toInstant());
    }
}
