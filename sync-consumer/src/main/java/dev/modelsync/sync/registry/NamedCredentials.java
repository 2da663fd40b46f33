package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One named credential for the proxy, which all models of ours use, or one for each service that has
 * its own; what a provider has besides is of no concern. Only the making of a credential is documented,
 * so another secret, or another host to send it to, takes the next one, and the models are created anew with that.
 */
final class NamedCredentials implements ModelCredentials {
    private static final String PROXY_PREFIX = "modelsync_proxy_";
    private static final String DIRECT_PREFIX = "modelsync_direct_";

    /** A credential that was made, or is to be; without a service it is that of all. */
    private record Purpose(
            String fingerprint, String endpoint, @Nullable String service) {}

    private final JdbcClient jdbc;
    private final ModelRegistry registry;
    private final CredentialSource source;
    private final Clock clock;
    private final Map<Purpose, String> names = new HashMap<>();
    private final Map<String, String> fingerprints = new HashMap<>();
    private final Map<CredentialClaim, String> current = new HashMap<>();
    private Set<String> providers = Set.of();

    NamedCredentials(JdbcClient jdbc, ModelRegistry registry, CredentialSource source, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void load() {
        providers = registry.credentials().keySet();
        names.clear();
        current.clear();
        fingerprints.clear();
    }

    @Override
    public ProviderState stateOf(String provider, String fingerprint) {
        return providers.contains(provider) ? ProviderState.OURS : ProviderState.UNKNOWN;
    }

    @Override
    public Optional<ServiceKey> rival(String provider, CredentialClaim claim) {
        return Optional.empty();
    }

    @Override
    public void look(Collection<String> models) {
        models.forEach(fingerprints::remove);
        jdbc.sql("""
                select m.registry_name, c.token_fingerprint
                from modelsync.model m
                join modelsync.named_credential c on c.name = m.credential
                where m.registry_name = any (:names)
                """).param("names", models.toArray(String[]::new)).query(row -> {
            fingerprints.put(row.getString("registry_name"), row.getString("token_fingerprint"));
        });
    }

    /** Those from before an update of AIDB to such a build have no credential yet. */
    @Override
    public boolean isOutdated(String model, CredentialClaim claim) {
        return !fingerprints.getOrDefault(model, "").equals(claim.fingerprint());
    }

    @Override
    public CredentialUse useFor(ModelSpec model, CredentialClaim claim) {
        if (claim.isForNone()) {
            return CredentialUse.Present.PRESENT;
        }
        Purpose purpose = new Purpose(
                claim.fingerprint(),
                model.host(),
                source.isByService() ? claim.service().toString() : null);
        String name = names.computeIfAbsent(purpose, wanted -> made(wanted).orElseGet(() -> make(wanted, claim)));
        current.put(claim, name);
        return new CredentialUse.Named(name);
    }

    private Optional<String> made(Purpose purpose) {
        return jdbc.sql("""
                        select name from modelsync.named_credential
                        where token_fingerprint = :fingerprint and endpoint = :endpoint
                          and service is not distinct from :service and left_at is null
                        order by created_at desc
                        limit 1
                        """).params(columns(purpose)).query(String.class).optional();
    }

    private String make(Purpose purpose, CredentialClaim claim) {
        ApiKey key = source.keyOf(claim.service(), claim.fingerprint())
                .orElseThrow(() -> new RefusedStepException(Reason.CREDENTIAL_AWAITED));
        long number = jdbc.sql("select nextval('modelsync.credential_number')")
                .query(Long.class)
                .single();
        String name = (purpose.service() == null ? PROXY_PREFIX : DIRECT_PREFIX) + number;
        registry.createCredential(name, key, purpose.endpoint());
        jdbc.sql("""
                insert into modelsync.named_credential (name, endpoint, token_fingerprint, service, created_at)
                values (:name, :endpoint, :fingerprint, :service, :now)
                """)
                .params(columns(purpose))
                .param("name", name)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return name;
    }

    private static Map<String, @Nullable Object> columns(Purpose purpose) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("fingerprint", purpose.fingerprint());
        columns.put("endpoint", purpose.endpoint());
        columns.put("service", purpose.service());
        return columns;
    }

    @Override
    public void used(String provider, CredentialUse use, CredentialClaim claim) {}

    @Override
    public void owned(String model, CredentialClaim claim) {
        fingerprints.put(model, claim.fingerprint());
        jdbc.sql("""
                update modelsync.model set credential = :name, credential_fingerprint = :fingerprint
                where registry_name = :model
                """)
                .param("name", current.get(claim))
                .param("fingerprint", source.isByService() && !claim.isForNone() ? claim.fingerprint() : null)
                .param("model", model)
                .update();
    }

    @Override
    public boolean turnedForeign(String provider) {
        return false;
    }

    @Override
    public boolean lostWithModel(String provider) {
        return false;
    }

    @Override
    public Optional<CredentialUse> giving(CredentialClaim claim) {
        return Optional.empty();
    }

    /** Never: a credential stays under its name, whatever becomes of a provider; {@link LeftCredentials} tells of it. */
    @Override
    public boolean isLeftBehind(String provider) {
        return false;
    }

    @Override
    public void blanked(String provider) {}
}
