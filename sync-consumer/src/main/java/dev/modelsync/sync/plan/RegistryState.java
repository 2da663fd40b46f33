package dev.modelsync.sync.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the registry holds, as far as one decision needs it.
 *
 * @param models by registry name, for every name in question that exists
 * @param owners which of our services made a name, for every name in question that we made
 * @param providers for every provider in question that the registry knows
 * @param outdated those names whose model works with a credential of its own that has been replaced since
 * @param credential what is known of the one that the change calls for
 * @param rivals by provider, the service of ours that has it and needs another credential
 */
public record RegistryState(
        Map<String, RegisteredModel> models,
        Map<String, ServiceKey> owners,
        Map<String, ProviderState> providers,
        Set<String> outdated,
        CredentialState credential,
        Map<String, ServiceKey> rivals) {
    public RegistryState {
        models = Map.copyOf(models);
        owners = Map.copyOf(owners);
        providers = Map.copyOf(providers);
        outdated = Set.copyOf(outdated);
        rivals = Map.copyOf(rivals);
    }

    /** Where no model has a credential of its own, nor a service. */
    public RegistryState(
            Map<String, RegisteredModel> models, Map<String, ServiceKey> owners, Map<String, ProviderState> providers) {
        this(models, owners, providers, Set.of(), CredentialState.NONE_NEEDED, Map.of());
    }

    /** The same after something was made of these providers, which brought our present credentials. */
    public RegistryState renewed(Set<String> ofProviders) {
        Map<String, ProviderState> after = new HashMap<>(providers);
        after.replaceAll((provider, state) ->
                state.needsOurCredentials() && ofProviders.contains(provider) ? ProviderState.OURS : state);
        return new RegistryState(models, owners, after, outdated, credential, rivals);
    }

    Optional<RegisteredModel> model(String name) {
        return Optional.ofNullable(models.get(name));
    }

    boolean isOwnedByAnother(String name, ServiceKey service) {
        ServiceKey owner = owners.get(name);
        return owner != null && !owner.equals(service);
    }

    /** Whether the registry holds a model just as it is wanted. */
    boolean holds(ModelSpec wanted) {
        return model(wanted.name()).filter(wanted::isHeldBy).isPresent() && !outdated.contains(wanted.name());
    }

    ProviderState provider(String name) {
        return providers.getOrDefault(name, ProviderState.UNKNOWN);
    }

    Optional<ServiceKey> rival(String provider) {
        return Optional.ofNullable(rivals.get(provider));
    }
}
