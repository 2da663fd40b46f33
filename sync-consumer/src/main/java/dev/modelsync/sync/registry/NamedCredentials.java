package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One named credential for the proxy, which all models of ours use; what a provider has besides is of
 * no concern. Only the making of a credential is documented, so another token, or another host to send
 * it to, takes the next one, and the models are created anew with that.
 */
final class NamedCredentials implements ModelCredentials {
    private static final String PREFIX = "modelsync_proxy_";

    private final JdbcClient jdbc;
    private final ModelRegistry registry;
    private final String tokenFingerprint;
    private final String endpoint;
    private final Clock clock;
    private Set<String> providers = Set.of();
    private @Nullable String current;

    NamedCredentials(JdbcClient jdbc, ModelRegistry registry, String tokenFingerprint, String endpoint, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.tokenFingerprint = tokenFingerprint;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public void load() {
        providers = registry.credentials().keySet();
        current = jdbc.sql("""
                        select name from modelsync.named_credential
                        where token_fingerprint = :fingerprint and endpoint = :endpoint
                        order by created_at desc
                        limit 1
                        """)
                .params(Map.of("fingerprint", tokenFingerprint, "endpoint", endpoint))
                .query(String.class)
                .optional()
                .orElse(null);
    }

    @Override
    public ProviderState stateOf(String provider) {
        return providers.contains(provider) ? ProviderState.OURS : ProviderState.UNKNOWN;
    }

    /** Those from before an update of AIDB to such a build have no credential yet. */
    @Override
    public Set<String> outdated(Collection<String> models) {
        return Set.copyOf(jdbc.sql("""
                        select registry_name from modelsync.model
                        where registry_name = any (:names)
                          and (credential is null or credential is distinct from :current)
                        """)
                .param("names", models.toArray(String[]::new))
                .param("current", current)
                .query(String.class)
                .list());
    }

    @Override
    public CredentialUse useFor(String provider) {
        String name = current == null ? created() : current;
        current = name;
        return new CredentialUse.Named(name);
    }

    private String created() {
        long number = jdbc.sql("select nextval('modelsync.credential_number')")
                .query(Long.class)
                .single();
        String name = PREFIX + number;
        registry.createCredential(name, endpoint);
        jdbc.sql("""
                insert into modelsync.named_credential (name, endpoint, token_fingerprint, created_at)
                values (:name, :endpoint, :fingerprint, :now)
                """)
                .params(Map.of(
                        "name", name,
                        "endpoint", endpoint,
                        "fingerprint", tokenFingerprint,
                        "now", Timestamp.from(clock.instant())))
                .update();
        return name;
    }

    @Override
    public void used(String provider, CredentialUse use) {}

    @Override
    public void owned(String model) {
        jdbc.sql("update modelsync.model set credential = :current where registry_name = :name")
                .param("current", current)
                .param("name", model)
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
}
