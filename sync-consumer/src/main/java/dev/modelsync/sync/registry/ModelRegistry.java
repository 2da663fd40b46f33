package dev.modelsync.sync.registry;

import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.RegisteredModel;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;

/** The registry of an AIDB database, within the transaction of the calling thread. */
public interface ModelRegistry {

    /** What the registry holds under these names, by name. */
    Map<String, RegisteredModel> models(Collection<String> names);

    /** Every provider of this build and the id of its credentials; another id is another credential. */
    Map<String, OptionalLong> credentials();

    void create(ModelSpec model, CredentialUse use);

    void delete(String name);

    /**
     * Stores a key under a name, where the build has names for credentials.
     *
     * @param endpoint the host that it may go to
     */
    void createCredential(String name, ApiKey key, String endpoint);

    /** Which credentials a new model is to work with. */
    sealed interface CredentialUse {

        /** Those that the provider has, which all its models share; where it has none, or they have names, without any. */
        enum Present implements CredentialUse {
            PRESENT
        }

        /** These, for all models of the provider, which has none. */
        record Give(ApiKey key) implements CredentialUse {}

        /** These, for all models of the provider, instead of those that it has. */
        record Replace(ApiKey key) implements CredentialUse {}

        /** Those that have been created under a name. */
        record Named(String credential) implements CredentialUse {}
    }
}
