package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.registry.CredentialClaim;
import dev.modelsync.sync.registry.ModelCredentials;
import dev.modelsync.sync.registry.ProviderModels;
import dev.modelsync.sync.registry.RegistryView;

/** The registry, the journal and what one transaction knows of both. */
record RegistryAccess(ProviderModels models, Journal journal, ModelCredentials credentials, RegistryView view) {

    ServiceApplier applierFor(CredentialClaim claim) {
        return new ServiceApplier(claim, models, journal, view);
    }
}
