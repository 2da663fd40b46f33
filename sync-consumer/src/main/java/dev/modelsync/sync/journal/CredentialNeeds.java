package dev.modelsync.sync.journal;

import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the journal has of the credentials of the services that are registered. */
public final class CredentialNeeds {
    private static final String NEEDED = """
            select s.project, s.name, s.uid, s.endpoint, s.reason,
                exists (select from modelsync.model m
                    where m.project = s.project and m.service = s.name
                      and m.credential_fingerprint is not null) as has_models
            from modelsync.service s
            """;

    private final JdbcClient jdbc;

    public CredentialNeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of these services, or of all where none are named. */
    public List<CredentialNeed> of(Collection<ServiceKey> services) {
        boolean all = services.isEmpty();
        return jdbc.sql(all ? NEEDED + "where s.endpoint is not null" : NEEDED + """
                        join unnest(:projects::text[], :names::text[]) as k (project, name) using (project, name)
                        where s.endpoint is not null
                        """)
                .params(all ? Map.of() : Journal.arrays(services))
                .query((row, number) -> need(row))
                .list();
    }

    /** Of those that wait for a credential. */
    public List<CredentialNeed> awaited() {
        return jdbc.sql(NEEDED + "where s.endpoint is not null and s.reason = 'CREDENTIAL_AWAITED'")
                .query((row, number) -> need(row))
                .list();
    }

    public List<ServiceKey> inConflict() {
        return jdbc.sql("""
                        select project, name from modelsync.service
                        where reason = 'CREDENTIAL_CONFLICT'
                        order by project, name
                        """)
                .query((row, number) -> new ServiceKey(row.getString("project"), row.getString("name")))
                .list();
    }

    private static CredentialNeed need(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new CredentialNeed(
                new ServiceKey(row.getString("project"), row.getString("name")),
                row.getString("uid"),
                JournalRows.endpointIn(row),
                reason == null ? null : Reason.valueOf(reason),
                row.getBoolean("has_models"));
    }
}
