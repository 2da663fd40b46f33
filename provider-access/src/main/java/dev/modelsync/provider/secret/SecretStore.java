package dev.modelsync.provider.secret;

import java.util.Optional;

/**
 * Keeps secrets. A version never changes: it is put, read any number of times, and deleted. When
 * {@link #put} has returned, the secret survives a crash. A failure of the store is a
 * {@link SecretStoreException}; none of its messages holds a secret.
 */
public interface SecretStore {
    /** Stores a version; the same content again changes nothing, another one is refused as a failure. */
    void put(SecretReference reference, Secret secret);

    /** The version, empty when there is none. */
    Optional<Secret> get(SecretReference reference);

    /** Removes the version; one that is not there is already removed. */
    void delete(SecretReference reference);
}
