package dev.modelsync.sync.apply;

import dev.modelsync.sync.apply.ModelRegistry.CredentialUse;
import dev.modelsync.sync.plan.ProviderState;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose credentials each provider has, within one transaction. Ours are recognised by the id that we
 * noted when we stored them. What a step did to them is looked up afterwards, since builds differ.
 */
final class ProviderCredentials {
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

    void load() {
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

    ProviderState stateOf(String provider) {
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

    /** How a model is to be created on a provider, going by what the provider has now. */
    CredentialUse useFor(String provider) {
        return switch (stateOf(provider)) {
            case NO_CREDENTIALS -> CredentialUse.GIVE;
            case OURS_OUTDATED -> CredentialUse.REPLACE;
            case OURS -> CredentialUse.PRESENT;
            case FOREIGN, UNKNOWN ->
                throw new IllegalStateException("Provider '" + provider + "' is " + stateOf(provider)
                        + "; the plan must not create models on it");
        };
    }

    /** Notes the credentials that a model was just created with. */
    void stored(String provider) {
        look();
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

    /** Whether somebody has stored credentials of their own since the plan was made. */
    boolean turnedForeign(String provider) {
        look();
        return stateOf(provider) == ProviderState.FOREIGN;
    }

    /** Looks whether ours went with a model that was just deleted; true when they did. */
    boolean lostWithModel(String provider) {
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
