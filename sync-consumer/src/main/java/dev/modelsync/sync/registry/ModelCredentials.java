package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.plan.ServiceKey;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import java.util.Collection;
import java.util.Optional;

/**
 * What models of ours authenticate with, within one transaction. Builds differ in where that is kept:
 * on the provider, for all its models, or under a name that a model is created with.
 */
public interface ModelCredentials {

    /** The way of this build. */
    static ModelCredentials of(AidbDatabase database, ModelRegistry registry, CredentialSource source) {
        return switch (database.capabilities().credentials()) {
            case ON_PROVIDER -> new ProviderCredentials(database, registry, source);
            case NAMED -> new NamedCredentials(database.jdbc(), registry, source, database.clock());
        };
    }

    /** Reads, or reads again, what the journal and the registry hold. Comes first. */
    void load();

    /** Whose credentials a provider has, for somebody who needs those with this fingerprint, or none where it is empty. */
    ProviderState stateOf(String provider, String fingerprint);

    /** Another service of ours that uses the provider and needs another credential there. */
    Optional<ServiceKey> rival(String provider, CredentialClaim claim);

    /** Reads, or reads again, what these models of ours were created with. */
    void look(Collection<String> models);

    /** Whether a model was created with a credential of its own that is not the one claimed. */
    boolean isOutdated(String model, CredentialClaim claim);

    /**
     * What a new model is to be created with, made ready where that takes a step.
     *
     * @throws RefusedStepException when the credential is no longer to be had, or cannot be got rid of
     */
    CredentialUse useFor(ModelSpec model, CredentialClaim claim);

    /** Notes that a model was just created so. */
    void used(String provider, CredentialUse use, CredentialClaim claim);

    /** Notes what the model works with that the journal has just taken over. */
    void owned(String model, CredentialClaim claim);

    /** Whether somebody has stored credentials of their own since the plan was made, and a deletion would drop them. */
    boolean turnedForeign(String provider);

    /** Looks whether ours went with a model that was just deleted; true when they did. */
    boolean lostWithModel(String provider);

    /** The credential claimed, for a provider that has lost it; empty when it is no longer to be had. */
    Optional<CredentialUse> giving(CredentialClaim claim);

    /** Whether the provider still has credentials of ours that must not stay where no model works with them. */
    boolean isLeftBehind(String provider);

    /** Notes that what was left behind has been replaced by something that is worth nothing. */
    void blanked(String provider);
}
