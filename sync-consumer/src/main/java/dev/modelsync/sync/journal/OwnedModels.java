package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The models that we made and answer for, whichever service they belong to. */
public final class OwnedModels {
    private final JdbcClient jdbc;

    public OwnedModels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A model of ours, whose it is, and which credential of its service it works with.
     *
     * @param fingerprint null where it works with none, or with one that all models of the cluster share
     */
    public record Owned(
            ModelSpec model, ServiceKey service, @Nullable String fingerprint) {}

    /**
     * Our models of a provider that work with its credentials, whichever service they belong to: by name, the
     * next ones after the given name, since a provider may have very many.
     */
    public List<Owned> bearersOn(String provider, String after, int limit) {
        return jdbc.sql("""
                        select registry_name, provider, upstream_model, url, route, project, service,
                            credential_fingerprint
                        from modelsync.model
                        where provider = :provider and registry_name > :after
                          and (route = 'PROXY' or credential_fingerprint is not null)
                        order by registry_name
                        limit :limit
                        """)
                .param("provider", provider)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> owned(row))
                .list();
    }

    public static Owned owned(ResultSet row) throws SQLException {
        return new Owned(
                spec(row),
                new ServiceKey(row.getString("project"), row.getString("service")),
                row.getString("credential_fingerprint"));
    }

    static ModelSpec spec(ResultSet row) throws SQLException {
        return new ModelSpec(
                row.getString("registry_name"),
                row.getString("provider"),
                row.getString("upstream_model"),
                row.getString("url"),
                ModelSpec.Route.valueOf(row.getString("route")));
    }
}
