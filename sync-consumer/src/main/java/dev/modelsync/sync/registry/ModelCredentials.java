package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ProviderState;
import dev.modelsync.sync.registry.ModelRegistry.CredentialUse;
import java.util.Collection;
import java.util.Set;

/**
 * What models of ours authenticate with, within one transaction. Builds differ in where that is kept:
 * on the provider, for all its models, or under a name that a model is created with.
 */
public interface ModelCredentials {

    /** The way of this build. */
    static ModelCredentials of(AidbDatabase database, ModelRegistry registry, AccessToken token, String proxyHost) {
        return switch (database.capabilities().credentials()) {
            case ON_PROVIDER ->
                new ProviderCredentials(database.jdbc(), registry, token.fingerprint(), database.clock());
            case NAMED ->
                new NamedCredentials(database.jdbc(), registry, token.fingerprint(), proxyHost, database.clock());
        };
    }

    /** Reads, or reads again, what the journal and the registry hold. Comes first. */
    void load();

    ProviderState stateOf(String provider);

    /** Of these models of ours, those that were created with a credential of their own that has been replaced. */
    Set<String> outdated(Collection<String> models);

    /** What a new model of this provider is to be created with, made ready where that takes a step. */
    CredentialUse useFor(String provider);

    /** Notes that a model was just created so. */
    void used(String provider, CredentialUse use);

    /** Notes what the model works with that the journal has just taken over. */
    void owned(String model);

    /** Whether somebody has stored credentials of their own since the plan was made, and a deletion would drop them. */
    boolean turnedForeign(String provider);

    /** Looks whether ours went with a model that was just deleted; true when they did. */
    boolean lostWithModel(String provider);
}
