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

/** Creates and deletes models within one transaction, so that all of ours end with our credentials. */
public final class ProviderModels {
    /** The first that is asked about nearly always serves; the others may be gone from the registry. */
    private static final int CANDIDATES = 10;

    private final ModelRegistry registry;
    private final Journal journal;
    private final ModelCredentials credentials;
    private final Set<String> bereaved = new LinkedHashSet<>();

    public ProviderModels(ModelRegistry registry, Journal journal, ModelCredentials credentials) {
        this.registry = registry;
        this.journal = journal;
        this.credentials = credentials;
    }

    public void create(ModelSpec model) {
        CredentialUse use = credentials.useFor(model.provider());
        registry.create(model, use);
        credentials.used(model.provider(), use);
    }

    /** Follows once the journal owns the model that was created. */
    public void owned(ModelSpec model) {
        credentials.owned(model.name());
    }

    /**
     * Deletes a model; its provider may lose its credentials by that until {@link #restoreLost} is called.
     *
     * @throws RefusedStepException when credentials would be lost that are not ours
     */
    public void delete(String name, String provider) {
        if (credentials.turnedForeign(provider)) {
            throw new RefusedStepException(Reason.WOULD_DROP_FOREIGN_CREDENTIALS);
        }
        registry.delete(name);
        if (credentials.lostWithModel(provider)) {
            bereaved.add(provider);
        }
    }

    /**
     * Deleting a model may take the provider's credentials along, on which our other models of that
     * provider rely. One of them is made anew with the token; without any, nobody needs it.
     */
    public void restoreLost() {
        bereaved.stream().filter(credentials::lostWithModel).forEach(this::restore);
        bereaved.clear();
    }

    private void restore(String provider) {
        List<ModelSpec> some = journal.modelsOf(provider, "", CANDIDATES);
        while (!some.isEmpty() && !isRestoredBy(some, provider)) {
            some = journal.modelsOf(provider, some.get(some.size() - 1).name(), CANDIDATES);
        }
    }

    private boolean isRestoredBy(List<ModelSpec> candidates, String provider) {
        Map<String, RegisteredModel> held =
                registry.models(candidates.stream().map(ModelSpec::name).toList());
        Optional<ModelSpec> bearer = candidates.stream()
                .filter(model ->
                        held.containsKey(model.name()) && held.get(model.name()).isAt(provider, model.url()))
                .findFirst();
        bearer.ifPresent(model -> {
            registry.delete(model.name());
            create(model);
        });
        return bearer.isPresent();
    }
}
