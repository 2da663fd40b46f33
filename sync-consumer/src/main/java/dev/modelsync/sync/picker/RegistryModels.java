package dev.modelsync.sync.picker;

import dev.modelsync.sync.picker.PickableModel.Origin;
import dev.modelsync.sync.picker.PickableModel.Sync;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads all models of one registry. */
public final class RegistryModels {
    /** What {@code create extension aidb} registers, by the public documents up to 7.6.0. */
    private static final Set<String> BUILT_IN = Set.of(
            "bert",
            "clip",
            "t5",
            "llama",
            "dummy",
            "bge-small-en-v1.5-f16",
            "nomic-embed-text-v1.5-Q8_0",
            "bge-m3-f16",
            "qwen3-embedding-0.6b-Q8_0",
            "qwen3-embedding-4b-Q8_0",
            "qwen3.5-0.8b-Q8_0",
            "llama-3.2-1b-instruct-Q8_0",
            "lightonocr-2-1b-Q8_0");

    private final JdbcClient jdbc;

    public RegistryModels(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /**
     * By name. Older builds have no column functions, so it is looked for in the row as a whole.
     *
     * @throws org.springframework.dao.DataAccessException when the database cannot be read
     */
    public List<PickableModel> all() {
        return jdbc.sql("""
                select m.name, m.provider, o.service, o.upstream_model,
                       o.created_at, s.state, s.reason, s.applied_at,
                       array(select jsonb_array_elements_text(
                           case jsonb_typeof(to_jsonb(m) -> 'functions')
                               when 'array' then to_jsonb(m) -> 'functions' else '[]' end)) as tags
                from aidb.models m
                left join modelsync.model o on o.registry_name = m.name and o.provider = m.provider
                left join modelsync.service s on s.project = o.project and s.name = o.service
                order by m.name
                """).query((row, number) -> model(row)).list();
    }

    private static PickableModel model(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String provider = row.getString("provider");
        String service = row.getString("service");
        return new PickableModel(
                name,
                provider,
                ModelFunction.of(provider, tags(row.getArray("tags"))),
                origin(name, service),
                service,
                row.getString("upstream_model"),
                sync(row));
    }

    private static @Nullable Sync sync(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state == null
                ? null
                : new Sync(
                        state,
                        row.getString("reason"),
                        row.getTimestamp("applied_at").toInstant(),
                        row.getTimestamp("created_at").toInstant());
    }

    private static Set<String> tags(Array tags) throws SQLException {
        return Set.copyOf(List.of((String[]) tags.getArray()));
    }

    private static Origin origin(String name, @Nullable String service) {
        if (service != null) {
            return Origin.SYNCED;
        }
        return BUILT_IN.contains(name) ? Origin.BUILT_IN : Origin.NATIVE;
    }
}
