package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.OfProvider;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose credentials each provider has, within one transaction. Ours are recognised by the id that we
 * noted when we stored them. What a step did to them is looked up afterwards, since builds differ.
 */
final class ProviderCredentials implements ModelCredentials {
    private record Ours(long id, String tokenFingerprint) {}

    private final JdbcClient jdbc;
    private final ModelRegistry registry;
    private final String tokenFingerprint;
    private final Clock clock;
    private final Map<String, Ours> ours = new HashMap<>();
    private Map<String, OptionalLong> present = Map.of();

    ProviderCredentials(JdbcClient jdbc, ModelRegistry registry, String tokenFingerprint, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.tokenFingerprint = tokenFingerprint;
        this.clock = clock;
    }

    @Override
    public void load() {
        ours.clear();
        jdbc.sql("select provider, umid, token_fingerprint from modelsync.credential")
                .query(row -> {
                    ours.put(
                            row.getString("provider"),
                            new Ours(row.getLong("umid"), row.getString("token_fingerprint")));
                });
        look();
    }

    private void look() {
        present = registry.credentials();
    }

    @Override
    public ProviderState stateOf(String provider) {
        OptionalLong id = present.get(provider);
        if (id == null) {
            return ProviderState.UNKNOWN;
        }
        if (id.isEmpty()) {
            return ProviderState.NO_CREDENTIALS;
        }
        Ours noted = ours.get(provider);
        if (noted == null || noted.id() != id.getAsLong()) {
            return ProviderState.FOREIGN;
        }
        return noted.tokenFingerprint().equals(tokenFingerprint) ? ProviderState.OURS : ProviderState.OURS_OUTDATED;
    }

    /** None: a model has no credential of its own here. */
    @Override
    public Set<String> outdated(Collection<String> models) {
        return Set.of();
    }

    /** Goes by what the provider has now. */
    @Override
    public CredentialUse useFor(String provider) {
        return switch (stateOf(provider)) {
            case NO_CREDENTIALS -> OfProvider.GIVE;
            case OURS_OUTDATED -> OfProvider.REPLACE;
            case OURS -> OfProvider.PRESENT;
            case FOREIGN, UNKNOWN ->
                throw new IllegalStateException("Provider '" + provider + "' is " + stateOf(provider)
                        + "; the plan must not create models on it");
        };
    }

    @Override
    public void used(String provider, CredentialUse use) {
        if (use != OfProvider.PRESENT) {
            look();
            note(provider);
        }
    }

    private void note(String provider) {
        OptionalLong id = present.getOrDefault(provider, OptionalLong.empty());
        if (id.isEmpty()) {
            return;
        }
        ours.put(provider, new Ours(id.getAsLong(), tokenFingerprint));
        jdbc.sql("""
                insert into modelsync.credential (provider, umid, token_fingerprint, stored_at)
                values (:provider, :id, :fingerprint, :now)
                on conflict (provider) do update
                set umid = excluded.umid, token_fingerprint = excluded.token_fingerprint, stored_at = excluded.stored_at
                """)
                .params(Map.of(
                        "provider",
                        provider,
                        "id",
                        id.getAsLong(),
                        "fingerprint",
                        tokenFingerprint,
                        "now",
                        Timestamp.from(clock.instant())))
                .update();
    }

    @Override
    public void owned(String model) {}

    @Override
    public boolean turnedForeign(String provider) {
        look();
        return stateOf(provider) == ProviderState.FOREIGN;
    }

    @Override
    public boolean lostWithModel(String provider) {
        look();
        boolean gone = stateOf(provider) == ProviderState.NO_CREDENTIALS;
        if (gone && ours.remove(provider) != null) {
            jdbc.sql("delete from modelsync.credential where provider = :provider")
                    .param("provider", provider)
                    .update();
        }
        return gone;
    }
}
