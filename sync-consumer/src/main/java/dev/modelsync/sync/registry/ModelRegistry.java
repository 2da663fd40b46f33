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

    /** Stores the cluster's access token under a name, where the build has names for credentials. */
    void createCredential(String name, String endpoint);

    /** Which credentials a new model is to work with. */
    sealed interface CredentialUse {

        /** Those of the provider, which all its models share. */
        enum OfProvider implements CredentialUse {
            /** Those that the provider has. */
            PRESENT,
            /** The cluster's access token; the provider has none. */
            GIVE,
            /** The cluster's access token, instead of those that the provider has. */
            REPLACE
        }

        /** One that has been created under a name. */
        record Named(String credential) implements CredentialUse {}
    }
}
