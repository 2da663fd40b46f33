package dev.modelsync.events.registration.change;

import dev.modelsync.contract.seal.NativeCredential;
import dev.modelsync.provider.secret.Secret;
import dev.modelsync.provider.secret.SecretReference;
import dev.modelsync.provider.secret.SecretStore;
import dev.modelsync.provider.secret.SecretStoreException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the secret store in step with the table: a credential is stored before the row that refers to
 * it is written, under a reference that no other attempt uses, and removed when that row is not
 * committed. Earlier versions stay, for those who still read the earlier row.
 */
final class Credentials {
    private final SecretStore store;
    private final ServiceWrites writes;

    Credentials(SecretStore store, ServiceWrites writes) {
        this.store = store;
        this.writes = writes;
    }

    /**
     * @param old the version that is replaced, null when there is none
     * @return null when no credentials are given
     */
    @Nullable SecretReference store(UUID uid, @Nullable SecretReference old, @Nullable Map<String, String> given) {
        SecretReference reference = reference(uid, old, given);
        if (reference != null && given != null) {
            store.put(reference, new Secret(given));
        }
        return reference;
    }

    /** Where they would be stored. */
    static @Nullable SecretReference reference(
            UUID uid, @Nullable SecretReference old, @Nullable Map<String, String> given) {
        if (given == null) {
            return null;
        }
        String attempt = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new SecretReference(uid + "-" + attempt, old == null ? 1 : old.version() + 1);
    }

    /**
     * Whether AIDB could not use them by itself. Where the store does not tell, they are taken to be of use: the workers
     * will see.
     *
     * @param kept the version that stays where none are given, null when there is none
     */
    boolean needProxy(@Nullable SecretReference kept, @Nullable Map<String, String> given) {
        return given == null
                ? kept != null && isStoredForTheProxy(kept)
                : NativeCredential.apiKeyIn(given).isEmpty();
    }

    private boolean isStoredForTheProxy(SecretReference reference) {
        try {
            return store.get(reference)
                    .map(secret -> NativeCredential.apiKeyIn(secret.reveal()).isEmpty())
                    .orElse(false);
        } catch (SecretStoreException e) {
            return false;
        }
    }

    void discard(@Nullable SecretReference reference) {
        if (reference != null) {
            store.delete(reference);
        }
    }

    /**
     * After a failure that may have come too late to undo the commit. A secret too many is harmless,
     * one too few is not: when in doubt, it stays.
     */
    void discardUnlessReferredTo(@Nullable SecretReference reference, RuntimeException failure) {
        if (reference == null) {
            return;
        }
        try {
            if (!writes.referTo(reference)) {
                store.delete(reference);
            }
        } catch (DataAccessException | SecretStoreException e) {
            failure.addSuppressed(e);
        }
    }
}
