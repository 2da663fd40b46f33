package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.JournalRows;
import dev.modelsync.sync.plan.CredentialState;
import dev.modelsync.sync.plan.Endpoint;
import dev.modelsync.sync.plan.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of our services use a provider whose credentials all its models share. Where each service has
 * a credential of its own, those that need another one cannot be there beside each other.
 */
final class ProviderUsers {
    private final JdbcClient jdbc;
    private final CredentialSource source;

    ProviderUsers(JdbcClient jdbc, CredentialSource source) {
        this.jdbc = jdbc;
        this.source = source;
    }

    /**
     * @param isWhereItBelongs whether all its models on the provider are at the endpoint of its last change
     */
    private record User(
            ServiceKey service, String uid, @Nullable Endpoint endpoint, boolean isWhereItBelongs) {}

    /**
     * Another service with models there that were made with another credential, or none. Not one whose own credential
     * has meanwhile become the claimed one: two services that share a key are rotated one after the other.
     */
    Optional<ServiceKey> rival(String provider, CredentialClaim claim) {
        return source.isByService()
                ? withOther(provider, claim).stream()
                        .filter(user -> !agrees(user, claim))
                        .map(User::service)
                        .findFirst()
                : Optional.empty();
    }

    private List<User> withOther(String provider, CredentialClaim claim) {
        return jdbc.sql("""
                        select m.project, m.service, s.uid, s.endpoint,
                            bool_and(starts_with(m.url, s.endpoint ->> 'url')) as belongs
                        from modelsync.model m
                        join modelsync.service s on s.project = m.project and s.name = m.service
                        where m.provider = :provider and m.route <> 'PROXY'
                          and (m.project, m.service) <> (:project, :service)
                          and coalesce(m.credential_fingerprint, '') <> :fingerprint
                        group by m.project, m.service, s.uid, s.endpoint
                        order by m.project, m.service
                        """)
                .params(Map.of(
                        "provider", provider,
                        "project", claim.service().project(),
                        "service", claim.service().name(),
                        "fingerprint", claim.fingerprint()))
                .query((row, number) -> new User(
                        new ServiceKey(row.getString("project"), row.getString("service")),
                        row.getString("uid"),
                        JournalRows.endpointIn(row),
                        row.getBoolean("belongs")))
                .list();
    }

    private boolean agrees(User user, CredentialClaim claim) {
        return user.isWhereItBelongs()
                && source.stateFor(user.service(), user.uid(), user.endpoint())
                        .equals(new CredentialState.Usable(claim.fingerprint()));
    }

    boolean any(String provider) {
        return jdbc.sql("select exists (select from modelsync.model where provider = :provider)")
                .param("provider", provider)
                .query(Boolean.class)
                .single();
    }

    /** A model of ours was made. */
    void got(String model, CredentialClaim claim) {
        if (source.isByService() && !claim.isForNone()) {
            jdbc.sql("update modelsync.model set credential_fingerprint = :fingerprint where registry_name = :name")
                    .params(Map.of("fingerprint", claim.fingerprint(), "name", model))
                    .update();
        }
    }

    /** The credentials of a provider were stored anew, for all its models. */
    void allGot(String provider, String fingerprint) {
        if (source.isByService()) {
            jdbc.sql("""
                    update modelsync.model set credential_fingerprint = :fingerprint
                    where provider = :provider and route <> 'PROXY' and credential_fingerprint <> :fingerprint
                    """)
                    .params(Map.of("provider", provider, "fingerprint", fingerprint))
                    .update();
        }
    }
}
