package dev.modelsync.sync.registry;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.Reason;
import dev.modelsync.sync.plan.RegisteredModel;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
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
    private final Journal journal;
    private final ModelCredentials credentials;
    private final CredentialSource source;
    private final Set<String> touched = new LinkedHashSet<>();

    public ProviderModels(
            ModelRegistry registry, Journal journal, ModelCredentials credentials, CredentialSource source) {
        this.registry = registry;
        this.journal = journal;
        this.credentials = credentials;
        this.source = source;
    }

    /** @throws RefusedStepException when what is claimed is no longer to be had */
    public void create(ModelSpec model, CredentialClaim claim) {
        create(model, credentials.useFor(model, claim), claim);
    }

    private void create(ModelSpec model, CredentialUse use, CredentialClaim claim) {
        registry.create(model, use);
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
                restore(provider);
            } else if (credentials.isLeftBehind(provider)) {
                blank(provider);
            }
        }
        touched.clear();
    }

    private void restore(String provider) {
        List<Journal.Owned> some = journal.bearersOn(provider, "", CANDIDATES);
        while (!some.isEmpty() && !isRestoredBy(some, provider)) {
            some = journal.bearersOn(provider, some.get(some.size() - 1).model().name(), CANDIDATES);
        }
    }

    private boolean isRestoredBy(List<Journal.Owned> candidates, String provider) {
        Map<String, RegisteredModel> held = registry.models(
                candidates.stream().map(owned -> owned.model().name()).toList());
        return candidates.stream()
                .filter(owned -> isHeld(owned.model(), provider, held))
                .anyMatch(this::isRestoredBy);
    }

    /** The credential is in hand before anything is done: it may be taken back at any moment. */
    private boolean isRestoredBy(Journal.Owned bearer) {
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
