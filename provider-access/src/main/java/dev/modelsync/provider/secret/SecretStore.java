package dev.modelsync.provider.secret;

import java.util.Optional;

/**
 * Keeps secrets. When {@link #put} has returned, the secret survives a crash. A failure of the store
 * is a {@link SecretStoreException}; none of its messages holds a secret.
 */
public interface SecretStore {
    /** Stores a version, or replaces it. */
    void put(SecretReference reference, Secret secret);

    /** The version, empty when there is none. */
    Optional<Secret> get(SecretReference reference);

    /** Removes the version; one that is not there is already removed. */
    void delete(SecretReference reference);
}
