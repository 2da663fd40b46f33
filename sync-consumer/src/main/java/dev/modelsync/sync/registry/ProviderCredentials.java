package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Give;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Present;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse.Replace;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose credentials each provider has, within one transaction. Ours are recognised by the id that we
 * noted when we stored them. What a step did to them is looked up afterwards, since builds differ.
 */
final class ProviderCredentials implements ModelCredentials {
    private static final String NONE = "";

    private record Ours(long id, String fingerprint) {}

    private final JdbcClient jdbc;
    private final ModelRegistry registry;
    private final CredentialSource source;
    private final ProviderUsers users;
    private final Clock clock;
    private final Map<String, Ours> ours = new HashMap<>();
    private Map<String, OptionalLong> present = Map.of();

    ProviderCredentials(AidbDatabase database, ModelRegistry registry, CredentialSource source) {
        this.jdbc = database.jdbc();
        this.registry = registry;
        this.source = source;
        this.users = new ProviderUsers(database.jdbc(), source);
        this.clock = database.clock();
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
    public ProviderState stateOf(String provider, String fingerprint) {
        OptionalLong id = present.get(provider);
        if (id == null) {
            return ProviderState.UNKNOWN;
        }
        if (id.isEmpty()) {
            return fingerprint.isEmpty() ? ProviderState.OURS : ProviderState.NO_CREDENTIALS;
        }
        Ours noted = ours.get(provider);
        if (noted == null || noted.id() != id.getAsLong()) {
            return ProviderState.FOREIGN;
        }
        return noted.fingerprint().equals(fingerprint) ? ProviderState.OURS : ProviderState.OURS_OUTDATED;
    }

    @Override
    public Optional<ServiceKey> rival(String provider, CredentialClaim claim) {
        return users.rival(provider, claim);
    }

    /** Nothing: a model has no credential of its own here. */
    @Override
    public void look(Collection<String> models) {}

    @Override
    public boolean isOutdated(String model, CredentialClaim claim) {
        return false;
    }

    /** Goes by what the provider has now. */
    @Override
    public CredentialUse useFor(ModelSpec model, CredentialClaim claim) {
        ProviderState state = stateOf(model.provider(), claim.fingerprint());
        return switch (state) {
            case OURS -> Present.PRESENT;
            case NO_CREDENTIALS -> new Give(key(claim));
            case OURS_OUTDATED -> new Replace(key(claim));
            case FOREIGN, UNKNOWN, OF_ANOTHER_SERVICE ->
                throw new IllegalStateException(
                        "Provider '" + model.provider() + "' is " + state + "; the plan must not create models on it");
        };
    }

    /** A model without a credential would work with the one that this build has left on the provider. */
    private ApiKey key(CredentialClaim claim) {
        if (claim.isForNone()) {
            throw new RefusedStepException(Reason.CREDENTIAL_CONFLICT);
        }
        return source.keyOf(claim.service(), claim.fingerprint())
                .orElseThrow(() -> new RefusedStepException(Reason.CREDENTIAL_AWAITED));
    }

    @Override
    public void used(String provider, CredentialUse use, CredentialClaim claim) {
        if (use == Present.PRESENT) {
            return;
        }
        look();
        note(provider, claim.fingerprint());
        users.allGot(provider, claim.fingerprint());
    }

    private void note(String provider, String fingerprint) {
        OptionalLong id = present.getOrDefault(provider, OptionalLong.empty());
        if (id.isEmpty()) {
            return;
        }
        ours.put(provider, new Ours(id.getAsLong(), fingerprint));
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
                        fingerprint,
                        "now",
                        Timestamp.from(clock.instant())))
                .update();
    }

    @Override
    public void owned(String model, CredentialClaim claim) {
        users.got(model, claim);
    }

    @Override
    public boolean turnedForeign(String provider) {
        look();
        return stateOf(provider, NONE) == ProviderState.FOREIGN;
    }

    @Override
    public boolean lostWithModel(String provider) {
        look();
        OptionalLong id = present.get(provider);
        boolean gone = id != null && id.isEmpty();
        if (gone && ours.remove(provider) != null) {
            jdbc.sql("delete from modelsync.credential where provider = :provider")
                    .param("provider", provider)
                    .update();
        }
        return gone;
    }

    @Override
    public Optional<CredentialUse> giving(CredentialClaim claim) {
        return source.keyOf(claim.service(), claim.fingerprint()).map(Give::new);
    }

    @Override
    public boolean isLeftBehind(String provider) {
        Ours noted = ours.get(provider);
        return noted != null
                && !noted.fingerprint().isEmpty()
                && !source.mayStay(noted.fingerprint())
                && stateOf(provider, noted.fingerprint()) == ProviderState.OURS
                && !users.any(provider);
    }

    @Override
    public void blanked(String provider) {
        if (!lostWithModel(provider)) {
            note(provider, NONE);
        }
    }
}
