package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.OwnedModels;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.RegisteredModel;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates and deletes models within one transaction, so that all of ours end with our credentials. */
public final class ProviderModels {
    /** The first that is asked about nearly always serves; the others may be gone from the registry. */
    private static final int CANDIDATES = 10;

    /** Opens nothing anywhere. */
    private static final ApiKey WORTHLESS = new ApiKey("withdrawn-by-modelsync", "");

    private static final String BEARER = "modelsync-withdrawn-";

    private final ModelRegistry registry;
    private final OwnedModels owned;
    private final ModelCredentials credentials;
    private final CredentialSource source;
    private final Set<String> touched = new LinkedHashSet<>();
    /** Providers of whose models none has a credential that can be had; looked for once, since there may be very many. */
    private final Set<String> orphaned = new HashSet<>();

    public ProviderModels(
            ModelRegistry registry, OwnedModels owned, ModelCredentials credentials, CredentialSource source) {
        this.registry = registry;
        this.owned = owned;
        this.credentials = credentials;
        this.source = source;
    }

    /** @throws RefusedStepException when what is claimed is no longer to be had */
    public void create(ModelSpec model, CredentialClaim claim) {
        create(model, credentials.useFor(model, claim), claim);
    }

    private void create(ModelSpec model, CredentialUse use, CredentialClaim claim) {
        registry.create(model, use);
        orphaned.remove(model.provider());
        credentials.used(model.provider(), use, claim);
    }

    /** Follows once the journal owns the model that was created. */
    public void owned(ModelSpec model, CredentialClaim claim) {
        credentials.owned(model.name(), claim);
    }

    /**
     * Deletes a model; what that does to the credentials of its provider is set right by {@link #settle}.
     *
     * @throws RefusedStepException when credentials would be lost that are not ours
     */
    public void delete(String name, String provider) {
        if (credentials.turnedForeign(provider)) {
            throw new RefusedStepException(Reason.WOULD_DROP_FOREIGN_CREDENTIALS);
        }
        registry.delete(name);
        credentials.lostWithModel(provider);
        touched.add(provider);
    }

    /**
     * Deleting a model may take the provider's credentials along, on which our other models of that
     * provider rely. One of them is made anew with them; without any, nobody needs them. Where they stayed although
     * nobody needs them and they are worth something to others, they are replaced by what is worth nothing.
     */
    public void settle() {
        for (String provider : touched) {
            if (credentials.lostWithModel(provider)) {
                if (!orphaned.contains(provider)) {
                    restore(provider);
                }
            } else if (credentials.isLeftBehind(provider)) {
                blank(provider);
            }
        }
        touched.clear();
    }

    private void restore(String provider) {
        List<OwnedModels.Owned> some = owned.bearersOn(provider, "", CANDIDATES);
        while (!some.isEmpty() && !isRestoredBy(some, provider)) {
            some = owned.bearersOn(provider, some.get(some.size() - 1).model().name(), CANDIDATES);
        }
        if (some.isEmpty()) {
            orphaned.add(provider);
        }
    }

    private boolean isRestoredBy(List<OwnedModels.Owned> candidates, String provider) {
        Map<String, RegisteredModel> held = registry.models(
                candidates.stream().map(bearer -> bearer.model().name()).toList());
        return candidates.stream()
                .filter(bearer -> isHeld(bearer.model(), provider, held))
                .anyMatch(this::isRestoredBy);
    }

    /** The credential is in hand before anything is done: it may be taken back at any moment. */
    private boolean isRestoredBy(OwnedModels.Owned bearer) {
        CredentialClaim claim =
                new CredentialClaim(bearer.service(), source.fingerprintOf(bearer.model(), bearer.fingerprint()));
        Optional<CredentialUse> giving = credentials.giving(claim);
        giving.ifPresent(use -> {
            registry.delete(bearer.model().name());
            create(bearer.model(), use, claim);
        });
        return giving.isPresent();
    }

    private static boolean isHeld(ModelSpec model, String provider, Map<String, RegisteredModel> held) {
        return held.containsKey(model.name()) && held.get(model.name()).isAt(provider, model.url());
    }

    /**
     * Only with a model can credentials be stored; so one is made for it, which nobody ever sees. Its name must be one
     * that no other model has, for that would be taken for this one.
     */
    private void blank(String provider) {
        ModelSpec bearer = new ModelSpec(
                BEARER + UUID.randomUUID(), provider, "none", "https://withdrawn.invalid/", ModelSpec.Route.DIRECT);
        registry.create(bearer, new CredentialUse.Replace(WORTHLESS));
        registry.delete(bearer.name());
        credentials.blanked(provider);
    }
}
