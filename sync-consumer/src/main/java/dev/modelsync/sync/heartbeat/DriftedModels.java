package dev.modelsync.sync.heartbeat;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models that are not in the registry as they were made, by the last comparison. */
final class DriftedModels {
    private final JdbcClient jdbc;

    DriftedModels(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** How each differs, by its name. */
    Map<String, String> byModel() {
        Map<String, String> kinds = new HashMap<>();
        jdbc.sql("select registry_name, kind from modelsync.drift").query(row -> {
            kinds.put(row.getString("registry_name"), row.getString("kind"));
        });
        return kinds;
    }
}
