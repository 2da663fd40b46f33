package dev.modelsync.sync.plan;

import java.util.Map;
import java.util.Optional;

/**
 * What the registry holds, as far as one decision needs it.
 *
 * @param models by registry name, for every name in question that exists
 * @param owners which of our services made a name, for every name in question that we made
 * @param providers for every provider in question that the registry knows
 */
public record RegistryState(
        Map<String, RegisteredModel> models, Map<String, ServiceKey> owners, Map<String, ProviderState> providers) {
    public RegistryState {
        models = Map.copyOf(models);
        owners = Map.copyOf(owners);
        providers = Map.copyOf(providers);
    }

    Optional<RegisteredModel> model(String name) {
        return Optional.ofNullable(models.get(name));
    }

    boolean isOwnedByAnother(String name, ServiceKey service) {
        ServiceKey owner = owners.get(name);
        return owner != null && !owner.equals(service);
    }

    ProviderState provider(String name) {
        return providers.getOrDefault(name, ProviderState.UNKNOWN);
    }
}
