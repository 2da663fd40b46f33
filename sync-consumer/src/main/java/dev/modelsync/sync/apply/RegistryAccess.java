package dev.modelsync.sync.apply;

import dev.modelsync.sync.plan.ServiceKey;

/** The registry, the journal and what one transaction knows of both. */
record RegistryAccess(ProviderModels models, Journal journal, ModelCredentials credentials, RegistryView view) {

    ServiceApplier applierFor(ServiceKey service) {
        return new ServiceApplier(service, models, journal, view);
    }
}
